/** A cookie that a browser shall keep: out of reach of scripts, and not sent by other sites. */
export interface KeptCookie {
  readonly name: string;
  readonly value: string;
  readonly options: {
    /** Seconds. */
    readonly maxAge: number;
    readonly secure: boolean;
    readonly path: '/';
    readonly httpOnly: true;
    readonly sameSite: 'lax';
  };
}

/** @param maxAge seconds */
export function keptCookie(name: string, value: string, maxAge: number, secure: boolean): KeptCookie {
  return { name, value, options: { maxAge, secure, path: '/', httpOnly: true, sameSite: 'lax' } };
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
