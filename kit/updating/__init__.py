"""Bring a new version of the course in beside what a coach has changed: merged where it can be, both kept where it cannot."""
