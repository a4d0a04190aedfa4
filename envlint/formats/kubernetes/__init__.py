"""Kubernetes manifests: their objects, their containers, and the layers of a container's environment."""
