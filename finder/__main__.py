"""`python -m finder ...`"""

from finder.cli import main

raise SystemExit(main())
