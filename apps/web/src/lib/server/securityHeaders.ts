const always: Readonly<Record<string, string>> = {
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
  // Not no-referrer: browsers then send `Origin: null` with form posts, which the cross-site check must refuse.
  'Referrer-Policy': 'same-origin',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Origin-Agent-Cluster': '?1',
  'X-Permitted-Cross-Domain-Policies': 'none',
  'Permissions-Policy':
    'accelerometer=(), autoplay=(self), browsing-topics=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), magnetometer=(), microphone=(), midi=(), payment=(), serial=(), usb=()',
};

/** Two years, the least that preload lists accept. */
const strictTransport = 'max-age=63072000; includeSubDomains';

/**
 * Headers for every answer, whatever its type; the Content-Security-Policy is SvelteKit's, since it carries the nonce.
 * `https`: whether the reader's browser speaks https to us; over plain http HSTS must be absent.
 */
export function securityHeaders(https: boolean): Record<string, string> {
  return https ? { ...always, 'Strict-Transport-Security': strictTransport } : { ...always };
}
