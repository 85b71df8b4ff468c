import { chromium } from 'playwright-core';
import { expect, test } from 'vitest';
import { findChromium } from './browser.ts';

test('a browser starts and shows Italian text in a font it has', async () => {
  const browser = await chromium.launch(await findChromium());
  try {
    const page = await (await browser.newContext()).newPage();
    await page.setContent('<p style="font: 20px sans-serif">Perché è già così?</p>');
    // Without any font a page has no text to speak of, and every other test would fail in strange ways.
    expect(await page.innerText('p')).toBe('Perché è già così?');
    const { width = 0 } = (await page.locator('p').boundingBox()) ?? {};
    expect(width).toBeGreaterThan(0);
  } finally {
    await browser.close();
  }
});
