"""The rpcs of catalog over the wire: proto to domain and back, nothing else. One file a service."""
