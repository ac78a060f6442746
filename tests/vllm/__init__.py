"""What the endpoint model relies on, asked of a real vLLM: `make test-vllm`. Nothing here runs with other tests."""
