"""``zmq`` without a network: sockets record what is sent and receive what the scenario or the world has for them."""
