class Attrflow < Formula
  desc "@DESCRIPTION@"
  homepage "@REPOSITORY@"
  version "@VERSION@"
  license any_of: ["MIT", "Apache-2.0"]

@PLATFORMS@

  def install
    bin.install "attrflow"
    man1.install Dir["man/*.1"]
    bash_completion.install "completions/attrflow.bash" => "attrflow"
    fish_completion.install "completions/attrflow.fish"
    zsh_completion.install "completions/_attrflow"
  end

  test do
    assert_match version.to_s, shell_output("#{bin}/attrflow --version")
    assert_equal "ab\n", shell_output("#{bin}/attrflow eval 'Append(\"a\", \"b\")'")
  end
end
