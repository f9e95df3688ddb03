"""`python -m shieldbook`."""

import sys

from shieldbook.cli import main

sys.exit(main())
