"""The permission mark that every callback and route carries; an unmarked one is denied."""

from collections.abc import Callable

from data.access.roles import Permission

PUBLIC = "public"  # answers anybody, signed in or not


def requires(permission: Permission) -> Callable:
    """Mark a callback or view: only who may `permission` gets to it."""
    return _mark(permission)


def public(view: Callable) -> Callable:
    """Mark a view that answers anybody."""
    return _mark(PUBLIC)(view)


def _mark(permission: Permission | str) -> Callable:
    def put(function: Callable) -> Callable:
        function.permission = permission  # functools.wraps in Dash carries it into the callback map
        return function
    return put


def mark_of(function: Callable | None) -> Permission | str | None:
    return getattr(function, "permission", None)
