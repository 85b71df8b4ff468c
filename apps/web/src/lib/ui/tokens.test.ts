import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';

type Rgb = [number, number, number];

const css = await readFile(new URL('./tokens.css', import.meta.url), 'utf8');

/** The two values of a colour token, as written. */
function written(name: string): [string, string] {
  const [, light, dark] =
    new RegExp(`--${name}: light-dark\\((\\w+\\(.*?\\)+), (\\w+\\(.*\\))\\);`, 'u').exec(css) ?? [];
  if (!light || !dark) throw new Error(`no token --${name}`);
  return [light, dark];
}

const toLinear = (channel: number) =>
  channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
const clip = (channel: number) => Math.min(1, Math.max(0, channel));

function fromHsl(hue: number, saturation: number, lightness: number): Rgb {
  const part = (offset: number) => {
    const k = (offset + hue / 30) % 12;
    return toLinear(
      lightness - saturation * Math.min(lightness, 1 - lightness) * Math.max(-1, Math.min(k - 3, 9 - k, 1)),
    );
  };
  return [part(0), part(8), part(4)];
}

function fromOklch(lightness: number, chroma: number, hue: number): Rgb {
  const a = chroma * Math.cos((hue * Math.PI) / 180);
  const b = chroma * Math.sin((hue * Math.PI) / 180);
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  return [
    clip(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s),
    clip(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s),
    clip(-0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s),
  ];
}

/** Linear sRGB of a colour as the tokens write it, with the provider's hue put in. */
function rgb(value: string, hue: number): Rgb {
  const [one = 0, two = 0, three = 0] =
    value
      .replace('var(--accent-h)', String(hue))
      .match(/[\d.]+/gu)
      ?.map(Number) ?? [];
  return value.startsWith('hsl') ? fromHsl(one, two / 100, three / 100) : fromOklch(one, two, three);
}

function contrast(one: Rgb, other: Rgb): number {
  const luminance = ([red, green, blue]: Rgb) => 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  const [high = 0, low = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (high + 0.05) / (low + 0.05);
}

const grounds = ['bg', 'surface', 'raised', 'sunken'];
const texts: [string, string[]][] = [
  ['ink', [...grounds, 'hover', 'note', 'accent-soft']],
  ['ink-2', [...grounds, 'hover', 'note', 'track']],
  ['ink-3', [...grounds, 'note']],
  ['accent', [...grounds, 'accent-soft']],
  ['accent-ink', ['accent', 'accent-hover']],
  ['red', [...grounds, 'red-soft']],
  ['red-ink', ['red', 'red-hover']],
  ['amber', [...grounds, 'amber-soft', 'note']],
  ['blue', [...grounds, 'blue-soft']],
  ['violet', [...grounds, 'violet-soft']],
];
const hues = Array.from({ length: 72 }, (_, index) => index * 5);
const pairs = texts.flatMap(([text, backs]) => backs.map((back): [string, string] => [text, back]));

function worst(front: string, back: string, theme: 0 | 1): number {
  return Math.min(
    ...hues.map((hue) => contrast(rgb(written(front)[theme], hue), rgb(written(back)[theme], hue))),
  );
}

describe.each([
  ['light', 0],
  ['dark', 1],
] as const)('%s colours, with any hue a provider may choose', (_, theme) => {
  it.each(pairs)('%s can be read on %s', (text, back) => {
    expect(worst(text, back, theme)).toBeGreaterThanOrEqual(4.5);
  });

  it('the edge of a field and the focus ring are seen on every ground', () => {
    for (const ground of ['bg', 'surface', 'raised']) {
      expect(worst('line-control', ground, theme)).toBeGreaterThanOrEqual(3);
      expect(worst('accent', ground, theme)).toBeGreaterThanOrEqual(3);
      expect(worst('live', ground, theme)).toBeGreaterThanOrEqual(3);
    }
  });
});
