"""eyehand as an agent in BrowserGym's harness (docs/browsergym.md).

from eyehand.agent.browsergym import Eyehand, EyehandArgs
"""

from .acting import Eyehand, EyehandArgs
from .chromium import system_chromium

__all__ = ["Eyehand", "EyehandArgs", "system_chromium"]
