"""Pieces of Ruby and ERB with what a scan of each must find, and must not."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final

RUBY_SAMPLES: Final = (
    (
        "PORT = ENV.fetch('PORT', 3000)",
        "PORT=3000",
    ),
    (
        """x = ENV['A'].presence || 'd'
y = ENV['B']&.to_i || 5""",
        "A=d B=5",
    ),
    (
        "z = ENV.fetch('C') { 'blk' }",
        "C=blk",
    ),
    (
        """ENV['W'] = '1'
ENV.delete('V')
ENV['X'] ||= 'd'""",
        "X=d !W !V",
    ),
    (
        """def env_bool(key, default = false)
  ENV[key] ? ENV[key] == 'true' : default
end
env_bool('FLAG', true)
env_bool('OTHER')""",
        "FLAG=true OTHER=false",
    ),
    (
        "%w[A B].each { |k| puts ENV[k] }",
        "A B",
    ),
    (
        """raise 'x' unless ENV['REQ']
ENV.key?('K')""",
        "REQ K",
    ),
    (
        """class Foo
  KEY = 'Z'.freeze
  def f = ENV.fetch(KEY, nil)
end""",
        "Z",
    ),
    (
        "def call(env)\n  env['HTTP_HOST']\nend\n# ENV['C']\nputs \"ENV['S']\"",
        "!HTTP_HOST !C !S",
    ),
    (
        "url = \"http://#{ENV['HOST']}:#{ENV.fetch('PORT', 80)}\"",
        "HOST PORT=80",
    ),
    (
        """module Conf
  def self.get(name, default = nil)
    ENV.fetch(name, default)
  end
end
Conf.get('A', 'x')""",
        "A=x",
    ),
    (
        'ENV.fetch("PRE_#{name}", nil)',
        "!PRE_",
    ),
    (
        "threads = ENV.fetch('T') { ENV.fetch('U', 5) }.to_i",
        "T=5 U=5",
    ),
    (
        "config.host = ENV['Q'] if ENV['Q'].present?",
        "Q",
    ),
    (
        "x = ENV['HTTPS'] == 'true' ? 'https' : 'http'",
        "HTTPS",
    ),
)

ERB_SAMPLES: Final = (
    (
        """port: <%= ENV.fetch('PORT', 80) %>
""",
        "PORT=80",
    ),
    (
        """a: ENV['NOT']
<% if ENV['YES'] %>
b
<% end %>
""",
        "YES !NOT",
    ),
    (
        "<%# ENV['NOT'] %>",
        "!NOT",
    ),
    (
        "x: ENV.fetch('NOT', 1)",
        "!NOT",
    ),
    (
        """pool: <%= ENV['A'] || 5 %>
host: <%= ENV['B'] -%>""",
        "A=5 B",
    ),
)
