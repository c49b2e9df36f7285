# SPDX-License-Identifier: Apache-2.0
from . import camera as camera
from . import chart as chart
from . import color as color
from . import difference as difference
from . import film as film
from . import formulate as formulate
from . import light as light
from . import match as match
from . import photo as photo
from . import pigment as pigment
from . import profile as profile
from . import quality as quality
from . import region as region
from . import search as search
from . import skin as skin
from . import spectrum as spectrum

__version__: str

class ShadematchError(RuntimeError):
    code: str
    advice: str

class UnsupportedImage(ShadematchError): ...
class LimitExceeded(ShadematchError): ...
class InvalidDocument(ShadematchError): ...
class MeasurementRefused(ShadematchError): ...

class ChartNotFound(MeasurementRefused):
    patches: list[int]
    candidate: chart.Chart | None
