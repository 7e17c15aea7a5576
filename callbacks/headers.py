"""Security headers of every response, and the nonce that lets our own inline scripts run."""

import secrets

from flask import Flask, Response, g, request

FIXED = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=()",
}
POLICY = ("default-src 'self'; script-src 'self' 'nonce-{nonce}'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; "
          "worker-src 'self' blob:; connect-src 'self'; font-src 'self' data:; object-src 'none'; frame-ancestors 'none'; base-uri 'none'; "
          "form-action 'self'")
CACHED = ("/assets/", "/_dash-component-suites/", "/_favicon.ico", "/library/")  # code of the product, the same for everybody


def nonce() -> str:
    """One random word per response."""
    if "nonce" not in g:
        g.nonce = secrets.token_urlsafe(16)
    return g.nonce


def install(server: Flask, https: bool) -> None:
    @server.after_request
    def secure(response: Response) -> Response:
        response.headers.update(FIXED)
        response.headers["Content-Security-Policy"] = POLICY.format(nonce=nonce())
        if https:
            response.headers["Strict-Transport-Security"] = "max-age=31536000"
        is_tile = request.path.startswith("/tiles/")  # base maps of other makers: nothing of the house
        if not request.path.startswith(CACHED) or response.status_code >= 400:
            response.headers["Cache-Control"] = "private, max-age=86400" if is_tile and response.status_code == 200 else "no-store"
        return response
