"""What every test shares: how hard hypothesis looks.

`HYPOTHESIS_PROFILE=thorough pytest` tries far more examples, and shrinks what fails to the smallest case; the
default reports the first failure at once, as shrinking a whole table can take minutes.
"""

from __future__ import annotations

import os

from hypothesis import HealthCheck, Phase, settings

_SLOW_MACHINE = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much]
_NO_SHRINKING = [Phase.explicit, Phase.reuse, Phase.generate]

settings.register_profile(
    "quick", max_examples=60, deadline=None, suppress_health_check=_SLOW_MACHINE, phases=_NO_SHRINKING, print_blob=True
)
settings.register_profile("thorough", max_examples=1_500, deadline=None, suppress_health_check=_SLOW_MACHINE)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "quick"))
