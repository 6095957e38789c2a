"""catalog: code systems, releases, codes, hierarchy and notes, as of any date of service."""
