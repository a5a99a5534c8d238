"""Making the fictional world, by the actions everybody uses."""

from throughcare.demo.actions.area import PASSWORD
from throughcare.demo.actions.world import RealPeople, make_world

__all__ = ["PASSWORD", "RealPeople", "make_world"]
