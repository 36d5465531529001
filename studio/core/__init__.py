# SPDX-License-Identifier: Apache-2.0
"""The field's terms as frozen values and pure functions. It imports no other part of the studio."""

from studio.core.resources import resource

__all__ = ["resource"]
