/**
 * A key for something a person does once: a random UUID. Browsers keep `randomUUID` from pages over plain http, which is
 * how an installation inside a company's network is often opened.
 */
export function newKey(): string {
  if (typeof crypto.randomUUID === 'function') return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  const hex = [...bytes]
    .map((byte, index) => {
      if (index === 6) return ((byte & 0x0f) | 0x40).toString(16).padStart(2, '0');
      if (index === 8) return ((byte & 0x3f) | 0x80).toString(16).padStart(2, '0');
      return byte.toString(16).padStart(2, '0');
    })
    .join('');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
