"""What readers and programs ask the tools: every field read, every fault named at its field."""
