/** A cookie that a browser shall keep, in the words of a web framework's cookie API. */
export interface KeptCookie {
  readonly name: string;
  readonly value: string;
  /** Seconds. */
  readonly maxAge: number;
  readonly secure: boolean;
}

/** The value of a cookie in a `Cookie` header, as it was sent; null when it is not there. */
export function cookieValue(header: string | undefined, name: string): string | null {
  const prefix = `${name}=`;
  const part = header
    ?.split(';')
    .map((one) => one.trim())
    .find((one) => one.startsWith(prefix));
  return part ? part.slice(prefix.length) : null;
}

/** The `Set-Cookie` header of a cookie that scripts cannot read and other sites do not send. */
export function setCookieHeader({ name, value, maxAge, secure }: KeptCookie): string {
  const attributes = [
    `Max-Age=${maxAge}`,
    'Path=/',
    'HttpOnly',
    ...(secure ? ['Secure'] : []),
    'SameSite=Lax',
  ];
  return [`${name}=${encodeURIComponent(value)}`, ...attributes].join('; ');
}
