"""The flat sheet the city is drawn on: metres around its centre, and degrees (CGCS2000) made from them."""

import numpy as np
import shapely

CENTRE = (102.50, 40.00)
KM = 1000.0
# Metres in a degree at 40° N on the CGCS2000 ellipsoid; good to 1 % over the city.
METRES_PER_DEGREE = np.array([85_393.0, 111_035.0])
# Five decimals are about a metre: enough for a border, and a third of the file.
DECIMALS = 5


def to_degrees(shapes: np.ndarray) -> np.ndarray:
    return shapely.transform(shapes, lambda xy: np.round(xy / METRES_PER_DEGREE + CENTRE, DECIMALS))


def to_metres(shapes: np.ndarray) -> np.ndarray:
    return shapely.transform(shapes, lambda xy: (xy - CENTRE) * METRES_PER_DEGREE)
