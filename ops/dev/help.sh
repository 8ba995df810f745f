# shellcheck shell=bash
# ./dev help [VERB]

show_help() {
  case $1 in
    '' | help | --help | -h)
      cat <<'END'
HighPerf: the competition's API, worker and tools, on this machine.

  ./dev demo       start everything, upload a real clip, vote, show the ranking
  ./dev test       run every test; ends with "N passed, N failed"
  ./dev up         start PostgreSQL, Redis, the API and a worker
  ./dev down       stop them; the data stays
  ./dev status     what runs, since when, where
  ./dev logs       follow the logs
  ./dev build      build all projects, to work on them
  ./dev publish    build what ships: the programs (Native AOT, one file each)
  ./dev release    what ships with checksums, a bill of materials, provenance; symbols apart
  ./dev sbom       what is in the published programs: packages, versions, licences (CycloneDX)
  ./dev load       load the stack by a plan, and judge latencies and errors
  ./dev capacity   measure, model and foretell how many players fit on the plan's machines
  ./dev chaos      kill everything at random, and judge what is left
  ./dev machines   deploy to three booted machines, upgrade, break and repair them, and judge what players saw
  ./dev drill      back up, damage, restore to a moment, and judge what is there
  ./dev measure    sizes by package, start-up time, idle memory, the worker that ships, against their limits
  ./dev clean      down, then remove everything ./dev and the builds have made

  ./dev help VERB  more about one. Options for all: --yes (ask nothing).
State is kept in .dev/ and artifacts/, both ignored by git.
END
      ;;
    demo)
      cat <<'END'
./dev demo [--down] [--clip FILE]
  Starts the stack (see ./dev help up), then does what a client does: three players sign up and log in, one uploads
  a clip, everybody waits until the worker has made it a showcase clip, all three vote, and the ranking is read.
  --clip FILE  upload this MP4 (20 to 60 s, shorter side at least 1080 pixels) instead of the one made here
  --down       stop the stack at the end; otherwise it stays up for you to look at
END
      ;;
    test)
      cat <<'END'
./dev test [--full] [--postgres-17] [FILTER]
  Publishes the programs, builds the solution and runs all tests against real servers of their own: about 25 minutes on two cores, of which
  the tests of the media library take 3 and those of the whole system 13.
  The last line is "N passed, N failed"; a skipped test, an empty test project and a crash count as failed.
  FILTER         runs only tests whose full name contains it, or one of several: 'VoteTests|TusTests' (or any `dotnet test --filter` expression
                 with = or ~). What needs no published program is quicker without this: dotnet test tests/HighPerf.Api.Tests -c Release
  --full         also what is slow: 500 kills for each of three seeds, the worker that ships (in a bare root, and on every clip of the corpus), 2,000
                 broken clips, larger imports and seeds; some hours (HIGHPERF_TEST_FULL=1)
  --postgres-17  against PostgreSQL 17 of Debian 13 instead of the distribution's own (root; fetched once into /var/cache/highperf)
END
      ;;
    chaos)
      cat <<'END'
./dev chaos [--seed S] [--kills N] [--minutes M] [--keep]
  Starts a private stack of the published programs (two APIs, two workers, a durable PostgreSQL, Redis), puts a load on it,
  and kills: API, worker and child by kill -9, SIGSEGV, SIGTERM and SIGSTOP; PostgreSQL and Redis restarted, stopped, flushed,
  cut off. Then waits for rest and judges: nothing acknowledged is lost or done twice, no file is overwritten or left over.
  --seed S     which acts in which order (1); their moments, and so what they hit, differ from run to run
  --kills N    how many (40; each 40 hold every kind at least once)
  --minutes M  stop killing after that long, whatever N says
  --keep       keep the directory of the run (artifacts/chaos/…: logs, files, acknowledgements, tables) also when all is well
END
      ;;
    load)
      cat <<'END'
./dev load [PLAN] [--set NAME=VALUE …] [--target URL]
  Runs hpload (load/README.md) on a plan of load/scenarios, or on another file; smoke, when none is named. The report goes to stdout, and
  as report.html, report.md and result.json to artifacts/load/PLAN/. The exit code is hpload's: 0 passed, 1 a threshold missed, 2 INVALID.
  --set NAME=VALUE  a variable of the plan; may be repeated
  --target URL      load this server, as it is, and start nothing here
  Without --target the stack of ./dev up is started, and stopped at the end if it was not up; with fewer than 1,000 videos or players in
  its lists it is filled (hpctl seed; ./dev clean removes all of it). One generator is one address and few players, so these limits are raised for the
  load unless your shell sets them: HIGHPERF_RATE_ADDRESS=1000000, HIGHPERF_RATE_VOTES=1000000, HIGHPERF_UPLOADS_AT_ONCE=10000. Passwords
  keep theirs: that some log-ins are refused under a storm is what is to be seen. For web-layer the worker is decoupled
  (HIGHPERF_QUEUE=memory, HIGHPERF_ENVIRONMENT=test). A stack that was up is restarted with these, and gets its own settings back.
  A plan that uploads `clip` gets a small one made of real footage, worker-layer one of 50 MiB, unless --set clip=FILE names another.
  Generator and stack share this machine's processors: see load/README.md before you quote a number. As root, hpload goes before
  everything else (SCHED_RR): what it is late by would be taken for the server's.
./dev load rivals [rankings|votes|logins|uploads] [--rate N] [--set NAME=VALUE …] [--smoke]
  The old system in small (load/baseline) and the new one, side by side: a PostgreSQL and a Redis of their own with the same numbers of
  players, videos and votes (5000, 5000, 100000), then one system after the other under the same plan of load/scenarios/old-and-new;
  both reports, and at the end a table of both with old ÷ new. Results go to artifacts/load/rivals/PLAN/old and new; nothing runs on, and
  the data is removed. rankings, when no plan is named. Needs the packages of the old system, and ./dev up stopped.
  --rate N  visitors a second (the plan's own by default): go up with it until p95 or errors miss their threshold
  --smoke   only whether it works: its numbers are not to be quoted
./dev load race [cost|agreement] [--rounds N]
  hpload against wrk (cost: requests for each second of processor time) and autocannon (agreement: latencies), or one of them alone; see
  bench/rivals/load/README.md. Needs two processors with nothing else to do: two minutes for cost and a quarter of an hour for agreement
  at 5 rounds. Installs wrk, Node.js and autocannon. Exits 1 when a limit is missed.
END
      ;;
    capacity)
      cat <<'END'
./dev capacity [--resume | --quick]
  A campaign of capacity-planning/ (README.md there): installs what it needs (PostgreSQL, Redis, ffmpeg, the old system's packages),
  publishes what ships, measures the published programs in a control group of the plan's size (1.5 processors, 1,740 MiB), writes raw
  files to capacity-planning/runs/full/ in the place of those that are there, and makes capacity-planning/REPORT.md of them.
  Hours; nothing else should use the machine meanwhile.
  --resume Goes on with a campaign that was cut off: what was measured to its end stays.
  --quick  First checks the committed raw files of runs/full and makes REPORT.md of them anew: a missing or changed one ends it at once,
           with its name and exit code 1. Then a small campaign into artifacts/capacity/quick/, and a report of that: fewer and shorter
           points, to see that all of it works. Without runs/full, REPORT.md is made of the small campaign.
  Needs root for the control groups; without it, it offers to run the campaign (and nothing else) with sudo.
END
      ;;
    machines)
      cat <<'END'
./dev machines [--only STEP[,STEP]] [--keep] [--report FILE]
  Publishes what ships, boots three machines (web, worker, files: systemd-nspawn, a network namespace and a control group of 1.5
  processors and 1,700 MiB each) with PostgreSQL beside them, and does with ops/deploy/hpdeploy what an operator does. At most 15
  minutes, the publish aside.
    boot      machines, network, database
    nothing   from nothing to a ready site
    clip      a clip uploaded through nginx, made, voted for, ranked and fetched
    again     everything deployed a second time: nothing changes, nothing is restarted
    upgrade   a new version of API and worker under load: no failed request, no lost job
    refused   versions that do not become ready or end at once: rolled back within 30 s, unseen
    rotated   JWT keys and the database's passwords under load; then secrets are looked for in journals, files, command lines, environments
    killed    kill -9 of every service
    rebooted  every machine, and one by its plug
    cores     crashes leave no core
    managed   only when asked for: secrets in a stand-in for AWS Secrets Manager, rotated without a restart
    rates     only when asked for: load/scenarios/site-300.json at 60 and at 600 requests a second
  --only STEP    boot and nothing, and then only these
  --keep         leave the machines up, and say how to get in; ./dev machines --down removes them
  --report FILE  instead of artifacts/machines/REPORT.md
  Needs root. The host gets no address, no route and no service; all that was made is removed at the end, and on an interrupt.
  Exits 1 when a step failed. bash ops/machines/ganesha.sh tries NFS-Ganesha, an NFS server in user space, by itself.
END
      ;;
    drill)
      cat <<'END'
./dev drill [--report FILE]
  A stack of its own with PostgreSQL's log archived (ops/backup/pitr.md) and the nightly backup (ops/backup/highperf-backup): votes and
  uploads, a moment that is noted, then damage (a table dropped, rows and files deleted, Redis emptied), point-in-time recovery to that
  moment, files from the backup. Judged: the ranking is the same, every file that a row names is there, a job whose worker died and one
  that waited are done. Then the nightly backup into an empty database. Needs root.
  --report FILE  instead of artifacts/drill/REPORT.md
END
      ;;
    up)
      cat <<'END'
./dev up
  Installs what is missing, publishes what has changed, starts PostgreSQL and Redis on free loopback ports, applies the
  migrations, starts the API and one worker, and waits until both are ready. What runs and is current is left alone.
  HIGHPERF_… and VOTING_… settings of your shell reach the programs; one that changed restarts them.
END
      ;;
    down)
      cat <<'END'
./dev down
  Stops the worker and the API (SIGTERM, and SIGKILL after 30 s), then Redis and PostgreSQL, and checks that no process
  and no port is left. The data stays in .dev/.
END
      ;;
    publish)
      cat <<'END'
./dev publish
  Publishes highperf-api, highperf-worker, hpctl and hpload as Native AOT single files to artifacts/release/; a program whose
  sources have not changed is kept, and what another checkout published of the same sources is taken from
  ~/.cache/highperf/published/. Any warning is an error. Debug symbols go to artifacts/release/symbols/.
  The worker has libav, x264 and dav1d inside: they are built once from the distribution's source packages (about five
  minutes on two cores) and kept in ~/.cache/highperf/. An interrupted build goes on where it was.
  (./dev up and ./dev test use a worker that loads the distribution's libav instead; it is in artifacts/publish/.)
END
      ;;
    build)
      cat <<'END'
./dev build
  Builds every project of HighPerf.sln in Release, with all analyzers: a warning is an error. Installs what is missing.
END
      ;;
    release)
      cat <<'END'
./dev release [VERSION] [--changed] [--rebuild]
  Does what ./dev publish does, and makes artifacts/dist/VERSION/ of it: highperf-api, highperf-worker, hpctl and hpload, without symbols;
  symbols.tar.gz; sbom.cdx.json (see ./dev help sbom); provenance.json, an in-toto statement with SLSA's provenance (v1): commit, SDK,
  compiler, and every package by its checksum; SHA256SUMS of all of them. ops/release.md says how to check them.
  VERSION    must be <Version> of Directory.Build.props, with or without a v before it: a tag that says something else makes no release
  --changed  also with changes that are in no commit; the provenance says so
  --rebuild  publishes every program a second time, from nothing, and says of each whether it came out the same, byte for byte;
             exits 1 when one did not
END
      ;;
    sbom)
      cat <<'END'
./dev sbom [DIRECTORY]
  Prints what is in the programs of artifacts/release (./dev publish), or of DIRECTORY (artifacts/publish: ./dev up, ./dev test hpload), as a bill
  of materials in CycloneDX 1.6 (JSON): each program with its SHA-256, each NuGet package with version, SHA-512 and licence, who needs whom, and
  the libraries inside the worker with the source packages they were built from. What only helps to build has the scope "excluded".
END
      ;;
    clean) printf '%s\n' './dev clean [--yes]' '  Stops the stack and removes .dev/, artifacts/, node_modules/, and every bin/ and obj/. Asks first.' '  What is kept for other checkouts stays: ~/.cache/highperf/ (libav, published programs, bumpers).' ;;
    status) printf '%s\n' './dev status' '  Lists the parts of the stack: running or not, process id, address, memory. Exits 1 when one is missing.' ;;
    logs) printf '%s\n' './dev logs [api|worker|redis|postgres]' '  Shows the last lines of the logs, and follows them on a terminal.' ;;
    measure)
      cat <<'END'
./dev measure
  Sizes of the three binaries by package; time to the first answer of /health/live against a bare Native AOT program,
  twenty starts each in turn (limit: 2.5 times); resident memory of the idle API and worker (limit: 80 MB).
  Of the worker that ships: size (limit: 40 MB), libraries (libc, libm and the loader only), and --version against a bare
  Native AOT program (limit: 2 times); the first time it builds libav (about five minutes).
  A running API and worker are restarted for it. Exits 1 when a limit is missed.
END
      ;;
    *) die "there is no '$1'." './dev help lists the verbs.' ;;
  esac
}
