"""The processes of Codebook, one folder a service, and the runtime that they share."""
