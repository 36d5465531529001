# SPDX-License-Identifier: Apache-2.0
"""The words of the field as frozen values and pure functions. Knows nobody."""

from studio.core.resources import resource

__all__ = ["resource"]
