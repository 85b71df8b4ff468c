import type { Attachment } from '@sportello/core';

/** Largest and smallest sides of a picture in a conversation, in CSS pixels. */
const [WIDTH, HEIGHT, LEAST] = [280, 200, 44];

/** How large a picture stands in a conversation, known before it is there so that nothing moves; null for what is none. */
export function thumbnailSize({
  width,
  height,
}: Pick<Attachment, 'width' | 'height'>): { width: number; height: number } | null {
  if (!width || !height) return null;
  const scale = Math.min(1, WIDTH / width, HEIGHT / height);
  const side = (pixels: number) => Math.max(LEAST, Math.round(pixels * scale));
  return { width: side(width), height: side(height) };
}
