"""The same accident again, its victims, its related tables."""
