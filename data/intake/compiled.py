"""Functions compiled to machine code, and where that is kept: under the digest of all sources it was made of, so that old code never runs."""

from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any

from numba import config, njit

_SOURCES = ("cell_marks.py", "compiled.py", "scan_bytes.py", "value_count.py", "xml_bytes.py")

# Parts of a function that is called: no wrappers, no counting of references to the bytes.
inner = njit(forceinline=True, no_cpython_wrapper=True, no_cfunc_wrapper=True, _nrt=False)


def kept(signature: Any) -> Callable[[Callable[..., Any]], Any]:
    """Compile for one signature: taken from the disk where it was compiled before; anew in each process where nothing can be written."""

    def compiled(function: Callable[..., Any]) -> Any:
        here = Path(__file__).parent
        digest = sha256(b"".join((here / name).read_bytes() for name in _SOURCES)).hexdigest()
        config.CACHE_DIR = str(here / "__pycache__" / f"compiled-{digest[:16]}")
        try:
            return njit(signature, cache=True, nogil=True)(function)
        except (RuntimeError, OSError):
            return njit(signature, nogil=True)(function)

    return compiled
