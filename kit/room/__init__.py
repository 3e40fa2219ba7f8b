"""The live room: one facilitator, a group, and what the group answered, pooled and without names."""
