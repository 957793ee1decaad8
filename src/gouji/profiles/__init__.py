"""Profiles: what a place or a kind of report takes for granted, as data: weights, bands, thresholds."""

from gouji.profiles.profile import Band, Profile, Step, builtin_profiles, default_profile, load_profile

__all__ = ["Band", "Profile", "Step", "builtin_profiles", "default_profile", "load_profile"]
