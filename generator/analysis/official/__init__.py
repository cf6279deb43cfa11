"""The official way of ranking (Pd T-09-2004-B style)."""
