# The bill of materials of all programs, in CycloneDX 1.6 (ECMA-424). Standard input: what bill-program.jq said of each program, with
# sha256 of its file and its licence. $facts: of each package "NAME/VERSION" its sha512, licence and licence_url. $libraries: what is
# in the worker that is no package. $version, $commit, $at: of the release, the last one as in 2026-01-31T12:00:00Z.

def purl: split("/") | "pkg:nuget/\(.[0])@\(.[1])";
def licences($id; $url):
  if $id == "" then [{license: {name: "As its address says", url: $url}}]
  elif ($id | test("^[A-Za-z0-9.+-]+$")) then [{license: {id: $id}}]
  else [{expression: $id}] end;
def reference: "program:" + .;

. as $programs
| ([.[].packages[]] | group_by(.key) | map({key: .[0].key, tool: all(.tool), needs: ([.[].needs[]] | unique)})) as $packages
| {
    "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
    bomFormat: "CycloneDX",
    specVersion: "1.6",
    serialNumber: "",
    version: 1,
    metadata: {
      timestamp: $at,
      lifecycles: [{phase: "build"}],
      tools: {components: [{type: "application", name: "./dev sbom", version: $version}]},
      component: {type: "application", "bom-ref": "highperf", name: "HighPerf", version: $version, licenses: [{license: {id: "MIT"}}]},
      properties: [{name: "highperf:commit", value: $commit}, {name: "highperf:platform", value: "linux-x64"}]
    },
    components: (
      [$programs[] | {
        type: "application", "bom-ref": (.program | reference), name: .program, version: $version,
        hashes: [{alg: "SHA-256", content: .sha256}], licenses: licences(.licence; "")
      }]
      + [$packages[] | . as $package | $facts[.key] as $fact | {
          type: "library", "bom-ref": (.key | purl), name: (.key | split("/")[0]), version: (.key | split("/")[1]),
          scope: (if $package.tool then "excluded" else "required" end), purl: (.key | purl),
          hashes: [{alg: "SHA-512", content: $fact.sha512}], licenses: licences($fact.licence; $fact.licence_url)
        }]
      + [$libraries[] | {
          type: "library", "bom-ref": .purl, name, version, description, scope: "required", purl, licenses: licences(.licence; "")
        }]),
    dependencies: (
      [{ref: "highperf", dependsOn: [$programs[].program | reference]}]
      + [$programs[] | {
          ref: (.program | reference),
          dependsOn: ([.direct[] | purl] + (if .program == "highperf-worker" then [$libraries[].purl] else [] end))
        }]
      + [$packages[] | {ref: (.key | purl), dependsOn: [.needs[] | purl]}]
      + [$libraries[] | {ref: .purl, dependsOn: [.needs[] as $name | $libraries[] | select(.name == $name) | .purl]}])
  }
