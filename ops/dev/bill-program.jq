# Of one program's project.assets.json: the packages that its restore brought, which of them it asks for itself (or one of our
# projects does), and who needs whom. $program: the name of its file.

def id: ascii_downcase;

(.targets | to_entries | map(select(.key | endswith("/linux-x64"))) | .[0].value) as $target
| (.project.frameworks | to_entries[0].value) as $framework
# NuGet resolves each name to one version.
| ($target | to_entries | map({key: (.key | split("/")[0] | id), value: .key}) | from_entries) as $resolved
| def package: $resolved[. | id] | select(. != null and $target[.].type == "package");
# The runtime and the framework come as packages that nobody names; ASP.NET Core's is fetched even where it is not asked for.
[$framework.downloadDependencies // [] | .[]
 | select(.name | test("\\.NativeAOT\\.") or (test("^Microsoft\\.AspNetCore\\.App\\.Runtime\\.") and ($framework.frameworkReferences | has("Microsoft.AspNetCore.App"))))
 | "\(.name)/\(.version | ltrimstr("[") | split(",")[0])"] as $runtime
| [$target | to_entries[] | select(.value.type == "project") | .value.dependencies // {} | keys[]] as $ours
| {
    program: $program,
    folders: (.packageFolders | keys),
    direct: ([($framework.dependencies | keys[]), $ours[] | package] + $runtime | unique),
    packages: ([$target | to_entries[] | select(.value.type == "package") | {
      key,
      # What puts no file into the program is a tool of the build: an analyzer, a generator, the compiler.
      tool: ([(.value.runtime // {}), (.value.native // {}) | keys[] | select(endswith("/_._") | not)] | length == 0),
      needs: [.value.dependencies // {} | keys[] | package]
    }] + [$runtime[] | {key: ., tool: false, needs: []}])
  }
