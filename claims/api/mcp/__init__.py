"""The record for assistants: a read-only Model Context Protocol endpoint at /mcp, off unless CLAIMS_MCP is set."""
