/** Most pixels of a picture that is shown: a bigger one is only downloaded. */
export const PICTURE_PIXELS = 40_000_000;
/** Most bytes of one: it is in memory as a whole while its thumbnail is made. */
export const PICTURE_BYTES = 25 * 1024 * 1024;

/** Pictures that a browser may show without harm. */
export const pictureTypes: readonly string[] = ['image/png', 'image/jpeg', 'image/gif', 'image/webp'];

/** True for what a browser may show by itself; everything else is only ever downloaded. */
export function isShownInline(type: string): boolean {
  return pictureTypes.includes(type) || type === 'application/pdf';
}
