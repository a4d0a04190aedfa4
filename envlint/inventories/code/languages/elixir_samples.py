"""Pieces of Elixir with what a scan of each must find, and must not."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final

SAMPLES: Final = (
    (
        'x = System.get_env("A", "d")',
        "A=d",
    ),
    (
        'port = String.to_integer(System.get_env("PORT") || "4000")',
        "PORT=4000",
    ),
    (
        'config :app, url: System.fetch_env!("URL")',
        "URL",
    ),
    (
        'u = System.get_env("DATABASE_URL") || raise "missing"',
        "DATABASE_URL",
    ),
    (
        """if System.get_env("PHX_SERVER") do
  1
end""",
        "PHX_SERVER",
    ),
    (
        'System.put_env("W", "1")\n# System.get_env("C")\ns = "System.get_env(X)"',
        "!W !C !X",
    ),
    (
        'Enum.map(["A", "B"], fn k -> System.get_env(k) end)',
        "A B",
    ),
    (
        (
            "defmodule App.Env do\n"
            "  def text(name, default \\\\ nil), do: System.get_env(name) || default\n"
            "end\n"
            'App.Env.text("A", "x")\n'
            'App.Env.text("B")'
        ),
        "A=x B",
    ),
    (
        """defmodule Conf do
  defp int(name, default) when is_integer(default) do
    case System.get_env(name) do
      nil -> default
      v -> String.to_integer(v)
    end
  end
  def pool, do: int("POOL", 10)
end""",
        "POOL=10",
    ),
    (
        """defmodule C do
  def port!(env), do: System.get_env(env) || raise "no"
end
C.port!("PORT")""",
        "PORT",
    ),
    (
        (
            "defmodule D do\n"
            "  def get(k, d \\\\ nil)\n"
            "  def get(k, d) when is_binary(d), do: System.get_env(k) || d\n"
            '  def get("literal", _), do: 1\n'
            "end\n"
            'D.get("G", "gd")'
        ),
        "G=gd",
    ),
    (
        """defmodule K do
  @key "KEY"
  @fallback "f"
  def k, do: System.get_env(@key, @fallback)
end""",
        "KEY=f",
    ),
    (
        """port = "PORT" |> System.get_env("80") |> String.to_integer()
list = System.get_env("L", "a") |> String.split(",")""",
        "PORT=80 L=a",
    ),
    (
        """for k <- ["A", "B"], do: System.get_env(k)
for k <- ["C"] do
  System.fetch_env!(k)
end""",
        "A B C",
    ),
    (
        't = String.to_integer(System.get_env("T") || :timer.seconds(5))',
        "T=5000",
    ),
    (
        """for k <- ~w(A B), do: System.get_env(k)
Enum.each(~w[C D], fn k -> System.get_env(k) end)""",
        "A B C D",
    ),
    (
        """case System.fetch_env("F") do
  {:ok, v} -> v
  :error -> "fd"
end""",
        "F=fd",
    ),
    (
        'x = if System.get_env("X"), do: System.get_env("X"), else: "d"\nunless System.get_env("U"), do: raise "no"',
        "X U",
    ),
    (
        'env = System.get_env()\ny = env["Y"] || "yd"',
        "Y=yd",
    ),
    (
        """name = "x"
if name == "NO", do: System.get_env(name)
System.get_env("PRE_#{k}")""",
        "x !NO !PRE_",
    ),
    (
        """Application.get_env(:app, :key)
Application.fetch_env!(:app, "NO")""",
        "!NO",
    ),
)
