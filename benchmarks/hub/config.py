"""The JupyterHub of the bench: a real one, with the simplest of spawners and authenticators.

What must stay when the hub is restarted is told as the hubs of `hub/` are told: the proxy is a
process of its own, and no server ends with the hub.
"""

import os

told = os.environ
c = get_config()  # noqa: F821 - JupyterHub puts it into the files that it reads.

c.JupyterHub.bind_url = told["BENCH_PUBLIC"]
c.JupyterHub.hub_bind_url = told["BENCH_HUB"]
c.JupyterHub.db_url = f"sqlite:///{told['BENCH_FOLDER']}/hub.sqlite"
c.JupyterHub.cookie_secret_file = f"{told['BENCH_FOLDER']}/cookie_secret"
c.JupyterHub.cleanup_servers = False
c.JupyterHub.cleanup_proxy = False
c.ConfigurableHTTPProxy.should_start = False
c.ConfigurableHTTPProxy.api_url = told["BENCH_PROXY"]

c.JupyterHub.authenticator_class = "dummy"
c.DummyAuthenticator.password = told["BENCH_PASSWORD"]
c.Authenticator.allow_all = True

c.JupyterHub.spawner_class = "simple"
c.SimpleLocalProcessSpawner.home_dir_template = f"{told['BENCH_FOLDER']}/homes/{{username}}"
c.Spawner.default_url = "/lab"
c.Spawner.args = ["--allow-root"] if os.geteuid() == 0 else []
# The hub looks more often than a hub in life would, so that the bench need not wait.
c.Spawner.poll_interval = 3
# A busy machine starts ten servers slowly; it is measured how slowly.
c.Spawner.start_timeout = c.Spawner.http_timeout = 180
# What the links name lies on this machine: git is told so, and the links stay as they are.
c.Spawner.environment = {
    "GIT_CONFIG_COUNT": "1",
    "GIT_CONFIG_KEY_0": f"url.{told['BENCH_FOLDER']}/book.git.insteadOf",
    "GIT_CONFIG_VALUE_0": told["BENCH_REPOSITORY"],
}
