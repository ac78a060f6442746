"""``python -m eyehand.agent`` is the ``eyehand`` command."""

import sys

from .cli import main

sys.exit(main())
