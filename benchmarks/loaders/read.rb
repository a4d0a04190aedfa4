# Read files, one in base64 on each line of the standard input, with a gem: ruby read.rb ruby-dotenv-2|3|ruby-foreman
require "base64"
require "tmpdir"

which = ARGV[0]
require(which == "ruby-foreman" ? "foreman/env" : "dotenv")
if which != "ruby-foreman"
  # What a command would print is nobody's business here: it is not run.
  module Dotenv::Substitutions::Command
    class << self
      def `(_command) = "COMMAND"
    end
  end
end

Dir.mktmpdir do |folder|
  path = File.join(folder, ".env")
  STDIN.each_line do |line|
    File.binwrite(path, Base64.decode64(line))
    begin
      found = case which
              when "ruby-foreman" then [].tap { |all| Foreman::Env.new(path).entries { |name, value| all << [name, value] } }.to_h
              when "ruby-dotenv-2" then Dotenv::Environment.new(path, true)
              else Dotenv.parse(path)
              end
      puts found.map { |pair| pair.map { |text| Base64.strict_encode64(text) }.join(":") }.join(" ")
    rescue Interrupt
      raise
    rescue Exception
      puts "-"
    end
  end
end
