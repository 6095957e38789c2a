"""Our cookies: their names, and that scripts, other sites and plain HTTP never see them."""

from werkzeug.wrappers import Request, Response

_LONGEST = 512


class Cookies:
    """Reads and writes cookies. Over HTTPS each is a `__Host-` one: of this host alone."""

    def __init__(self, *, secure: bool) -> None:
        self._secure = secure
        self._prefix = "__Host-" if secure else ""

    def read(self, request: Request, name: str) -> str:
        """Return what the browser brought; empty when it is none, or too long to be ours."""
        value = request.cookies.get(self._prefix + name, "")
        return value if len(value) <= _LONGEST else ""

    def write(self, response: Response, name: str, value: str, seconds: int | None = None) -> None:
        """Hand the browser a value for so many seconds, or until it is closed."""
        response.set_cookie(
            self._prefix + name,
            value,
            max_age=seconds,
            secure=self._secure,
            httponly=True,
            samesite="Lax",
        )

    def clear(self, response: Response, name: str) -> None:
        """Tell the browser to forget a cookie."""
        response.delete_cookie(
            self._prefix + name, secure=self._secure, httponly=True, samesite="Lax"
        )
