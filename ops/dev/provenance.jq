# Where the files of a release come from: an in-toto statement (v1) with SLSA's provenance (v1) as its predicate. Standard input: the
# bill of materials. $subjects: name and SHA-256 of each program. It is not signed: what a reader of it trusts is where it lies.

{
  _type: "https://in-toto.io/Statement/v1",
  subject: $subjects,
  predicateType: "https://slsa.dev/provenance/v1",
  predicate: {
    buildDefinition: {
      buildType: $type,
      externalParameters: {command: "./dev release", version: $version},
      internalParameters: {platform: "linux-x64", sdk: $sdk, system: $system, compiler: $compiler, workingCopy: $copy},
      resolvedDependencies: (
        [{name: "source", digest: {gitCommit: $commit}} + (if $source == "" then {} else {uri: $source} end)]
        + [.components[] | select(.purl) | {uri: .purl} + (if .hashes then {digest: {sha512: .hashes[0].content}} else {} end)])
    },
    runDetails: {
      builder: {id: $builder},
      metadata: ({startedOn: $started, finishedOn: $finished} + (if $run == "" then {} else {invocationId: $run} end))
    }
  }
}
