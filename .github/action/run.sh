# Runs attrflow with the given arguments and the paths of the action, one a line, in which blanks may stand.
set -euo pipefail

paths=()
while IFS= read -r path || [ -n "$path" ]; do
  path=${path%$'\r'}
  [ -z "$path" ] || paths+=("$path")
done <<<"$ATTRFLOW_PATHS"
if [ ${#paths[@]} -eq 0 ]; then
  echo '::error::the input `paths` of attrflow names no file or folder' >&2
  exit 2
fi
exec attrflow "$@" -- "${paths[@]}"
