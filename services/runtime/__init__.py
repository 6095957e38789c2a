"""What every process needs to start, speak, be watched and stop. Holds no noun of the domain."""
