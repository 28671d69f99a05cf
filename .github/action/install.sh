# First step of the action: puts the released program of the wanted version on the path. Without a version it is that of the
# action itself, so that who pins the action pins the program.
set -euo pipefail

version=${ATTRFLOW_ACTION_VERSION:-}
if [ -z "$version" ]; then
  version=$(sed -n 's/^version = "\(.*\)"$/\1/p' "$GITHUB_ACTION_PATH/Cargo.toml" | head -n 1)
fi
# A folder for each version: a machine that runs more than one job may have another one.
folder=$RUNNER_TEMP/attrflow-$version
if [ "$version" = source ]; then
  cargo install --quiet --locked --path "$GITHUB_ACTION_PATH" --root "$folder"
  folder=$folder/bin
else
  sh "$GITHUB_ACTION_PATH/xtask/templates/install.sh" --version "$version" --to "$folder"
fi
# The runner of Windows wants Windows' own form of the path.
if command -v cygpath >/dev/null 2>&1; then folder=$(cygpath -w "$folder"); fi
printf '%s\n' "$folder" >>"$GITHUB_PATH"
