import type { RequestListener } from 'node:http';
import helmet from 'helmet';

/** Two years in seconds, the least that preload lists accept. */
const twoYears = 63_072_000;

/** What no page of the portal uses. */
const permissions =
  'accelerometer=(), autoplay=(self), browsing-topics=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), magnetometer=(), microphone=(), midi=(), payment=(), serial=(), usb=()';

/**
 * Puts on every answer, whoever makes it – pages, files, API, sockets, health – what tells browsers to be careful with it.
 * Pages replace the Content-Security-Policy with their own, which carries the nonce of their scripts; the one from here lets
 * a file or a bare error page show itself and nothing else.
 * @param origin the address people open: over plain http HSTS must be absent
 */
export function securityHeaders(origin: string): RequestListener {
  const headers = helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        styleSrc: ["'self'"],
        imgSrc: ["'self'"],
        baseUri: ["'none'"],
        formAction: ["'none'"],
        frameAncestors: ["'none'"],
      },
    },
    // Not no-referrer: browsers then send `Origin: null` with form posts, which the cross-site check must refuse.
    referrerPolicy: { policy: 'same-origin' },
    strictTransportSecurity: origin.startsWith('https:') && { maxAge: twoYears, includeSubDomains: true },
    xFrameOptions: { action: 'deny' },
  });
  return (request, response) => {
    response.setHeader('Permissions-Policy', permissions);
    headers(request, response, () => undefined);
  };
}
