/*
 * Prints the C# view of the libav structs and constants this project touches, from the headers in use.
 *
 * Built and run before compile (HighPerf.Media.csproj), so a binding can never disagree with the library that is linked:
 * every offset is offsetof, every constant is the compiler's value, and a field whose size is not the size of its C# type
 * does not compile.
 */
#include <errno.h>
#include <fcntl.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <libavcodec/avcodec.h>
#include <libavcodec/bsf.h>
#include <libavfilter/avfilter.h>
#include <libavfilter/buffersink.h>
#include <libavfilter/buffersrc.h>
#include <libavformat/avformat.h>
#include <libavutil/avutil.h>
#include <libavutil/channel_layout.h>
#include <libavutil/display.h>
#include <libavutil/error.h>
#include <libavutil/imgutils.h>
#include <libavutil/log.h>
#include <libavutil/pixfmt.h>
#include <libswscale/version.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/sched.h>
#include <linux/seccomp.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>

#define SIZE_nint sizeof(void *)
#define SIZE_byte 1
#define SIZE_ushort 2
#define SIZE_int 4
#define SIZE_uint 4
#define SIZE_long 8
#define SIZE_ulong 8
#define SIZE_AVRational sizeof(AVRational)
#define SIZE_AVIOInterruptCB sizeof(AVIOInterruptCB)

/* A type of C's lower case world may not keep its name in C#, where such words are reserved for the language. */
#define CS_NAME(type) (strcmp(#type, "stat") == 0 ? "Stat" : strcmp(#type, "rlimit") == 0 ? "RLimit" \
    : strcmp(#type, "sock_filter") == 0 ? "SockFilter" : strcmp(#type, "sock_fprog") == 0 ? "SockFprog" : #type)
#define BEGIN(type) \
    printf("\n[StructLayout(LayoutKind.Explicit, Size = %zu)]\ninternal struct %s\n{\n", sizeof(struct type), CS_NAME(type));
#define FIELD(type, field, cs) \
    _Static_assert(sizeof(((struct type *)0)->field) == SIZE_##cs, #type "." #field " is not a " #cs); \
    printf("    [FieldOffset(%zu)] public " #cs " " #field ";\n", offsetof(struct type, field));
/* The first element of an array inside the struct; the binding indexes from its address. */
#define ARRAY(type, field, cs) \
    _Static_assert(sizeof(((struct type *)0)->field[0]) == SIZE_##cs, #type "." #field "[] is not of " #cs); \
    printf("    [FieldOffset(%zu)] public " #cs " " #field "_0;\n", offsetof(struct type, field));
#define RAW(offset, cs, name) printf("    [FieldOffset(%d)] public " #cs " " #name ";\n", (int)(offset));
#define END printf("}\n");

#define INT(name) printf("    public const int " #name " = unchecked((int)0x%xu);\n", (unsigned)(name));
#define NAMED(name, value) printf("    public const int " #name " = unchecked((int)0x%xu);\n", (unsigned)(value));
#define UINT(name) printf("    public const uint " #name " = 0x%xu;\n", (unsigned)(name));
#define NAMED_UINT(name, value) printf("    public const uint " #name " = 0x%xu;\n", (unsigned)(value));
#define CALL(name) printf("    public const int " #name " = %d;\n", (int)__NR_##name);
#define ABSENT(name) printf("    public const int " #name " = Absent;\n");
#define LONG(name) printf("    public const long " #name " = unchecked((long)0x%llxUL);\n", (unsigned long long)(name));

static void structs(void)
{
    BEGIN(AVRational) FIELD(AVRational, num, int) FIELD(AVRational, den, int) END

    BEGIN(AVIOInterruptCB) FIELD(AVIOInterruptCB, callback, nint) FIELD(AVIOInterruptCB, opaque, nint) END

    BEGIN(AVFormatContext)
    FIELD(AVFormatContext, pb, nint)
    FIELD(AVFormatContext, nb_streams, uint)
    FIELD(AVFormatContext, streams, nint)
    FIELD(AVFormatContext, interrupt_callback, AVIOInterruptCB)
    END

    BEGIN(AVStream)
    FIELD(AVStream, codecpar, nint)
    FIELD(AVStream, time_base, AVRational)
    FIELD(AVStream, duration, long)
    FIELD(AVStream, nb_frames, long)
    FIELD(AVStream, disposition, int)
    FIELD(AVStream, discard, int)
    FIELD(AVStream, sample_aspect_ratio, AVRational)
    FIELD(AVStream, avg_frame_rate, AVRational)
    END

    BEGIN(AVCodecParameters)
    FIELD(AVCodecParameters, codec_type, int)
    FIELD(AVCodecParameters, codec_id, int)
    FIELD(AVCodecParameters, extradata, nint)
    FIELD(AVCodecParameters, extradata_size, int)
    FIELD(AVCodecParameters, width, int)
    FIELD(AVCodecParameters, height, int)
    FIELD(AVCodecParameters, field_order, int)
    FIELD(AVCodecParameters, color_range, int)
    FIELD(AVCodecParameters, color_trc, int)
    FIELD(AVCodecParameters, color_space, int)
    END

    BEGIN(AVCodecContext)
    FIELD(AVCodecContext, codec_id, int)
    FIELD(AVCodecContext, flags, int)
    FIELD(AVCodecContext, extradata, nint)
    FIELD(AVCodecContext, extradata_size, int)
    FIELD(AVCodecContext, time_base, AVRational)
    FIELD(AVCodecContext, pkt_timebase, AVRational)
    FIELD(AVCodecContext, framerate, AVRational)
    FIELD(AVCodecContext, width, int)
    FIELD(AVCodecContext, height, int)
    FIELD(AVCodecContext, gop_size, int)
    FIELD(AVCodecContext, pix_fmt, int)
    FIELD(AVCodecContext, sample_aspect_ratio, AVRational)
    FIELD(AVCodecContext, color_primaries, int)
    FIELD(AVCodecContext, color_trc, int)
    FIELD(AVCodecContext, colorspace, int)
    FIELD(AVCodecContext, color_range, int)
    FIELD(AVCodecContext, chroma_sample_location, int)
    FIELD(AVCodecContext, global_quality, int)
    FIELD(AVCodecContext, thread_count, int)
    FIELD(AVCodecContext, skip_loop_filter, int)
    FIELD(AVCodecContext, skip_frame, int)
    FIELD(AVCodecContext, reordered_opaque, long)
    FIELD(AVCodecContext, max_pixels, long)
    END

    BEGIN(AVPacket)
    FIELD(AVPacket, pts, long)
    FIELD(AVPacket, dts, long)
    FIELD(AVPacket, data, nint)
    FIELD(AVPacket, size, int)
    FIELD(AVPacket, stream_index, int)
    FIELD(AVPacket, flags, int)
    FIELD(AVPacket, duration, long)
    END

    BEGIN(AVFrame)
    ARRAY(AVFrame, data, nint)
    ARRAY(AVFrame, linesize, int)
    FIELD(AVFrame, width, int)
    FIELD(AVFrame, height, int)
    FIELD(AVFrame, format, int)
    FIELD(AVFrame, pict_type, int)
    FIELD(AVFrame, sample_aspect_ratio, AVRational)
    FIELD(AVFrame, pts, long)
    FIELD(AVFrame, best_effort_timestamp, long)
    FIELD(AVFrame, pkt_duration, long)
    FIELD(AVFrame, interlaced_frame, int)
    FIELD(AVFrame, color_range, int)
    FIELD(AVFrame, color_primaries, int)
    FIELD(AVFrame, color_trc, int)
    FIELD(AVFrame, colorspace, int)
    FIELD(AVFrame, chroma_location, int)
    FIELD(AVFrame, flags, int)
    FIELD(AVFrame, decode_error_flags, int)
    FIELD(AVFrame, reordered_opaque, long)
    END

    BEGIN(AVFilterInOut)
    FIELD(AVFilterInOut, name, nint)
    FIELD(AVFilterInOut, filter_ctx, nint)
    FIELD(AVFilterInOut, pad_idx, int)
    FIELD(AVFilterInOut, next, nint)
    END

    BEGIN(AVFilterGraph)
    FIELD(AVFilterGraph, nb_threads, int)
    END

    /* Of a codec only its address is used. */
    BEGIN(AVCodec) END

    /* "flags:2, size:30" share one int; the checks in main make sure that size is its upper thirty bits. */
    BEGIN(AVIndexEntry)
    FIELD(AVIndexEntry, pos, long)
    RAW(offsetof(AVIndexEntry, timestamp) + 8, int, flags_and_size)
    END

    BEGIN(stat)
    FIELD(stat, st_mode, uint)
    FIELD(stat, st_size, long)
    RAW(offsetof(struct stat, st_mtim.tv_sec), long, st_mtim_tv_sec)
    RAW(offsetof(struct stat, st_mtim.tv_nsec), long, st_mtim_tv_nsec)
    END

    BEGIN(rlimit) FIELD(rlimit, rlim_cur, ulong) FIELD(rlimit, rlim_max, ulong) END

    BEGIN(AVIOContext) FIELD(AVIOContext, buffer, nint) END

    BEGIN(sock_filter)
    FIELD(sock_filter, code, ushort)
    FIELD(sock_filter, jt, byte)
    FIELD(sock_filter, jf, byte)
    FIELD(sock_filter, k, uint)
    END

    BEGIN(sock_fprog) FIELD(sock_fprog, len, ushort) FIELD(sock_fprog, filter, nint) END
}

/* Numbers differ between processors; those that one lacks are absent (-1): it does the same by a newer call. */
static void system_calls(void)
{
    printf("\ninternal static class SystemCalls\n{\n    public const int Absent = -1;\n");
    CALL(read) CALL(readv) CALL(pread64) CALL(preadv) CALL(write) CALL(writev) CALL(pwrite64) CALL(pwritev) CALL(lseek)
    CALL(openat) CALL(close) CALL(fstat) CALL(newfstatat) CALL(statx) CALL(statfs) CALL(fstatfs) CALL(faccessat) CALL(faccessat2)
    CALL(readlinkat) CALL(getcwd) CALL(getdents64) CALL(fcntl) CALL(flock) CALL(dup) CALL(dup3) CALL(ioctl) CALL(pipe2) CALL(ppoll)
    CALL(ftruncate) CALL(fallocate) CALL(fadvise64) CALL(fsync) CALL(fdatasync) CALL(mkdirat) CALL(linkat) CALL(unlinkat)
    CALL(renameat) CALL(renameat2)
    CALL(mmap) CALL(munmap) CALL(mprotect) CALL(mremap) CALL(madvise) CALL(mincore) CALL(msync) CALL(mlock) CALL(munlock) CALL(brk) CALL(membarrier)
    CALL(get_mempolicy)
    CALL(clone) CALL(clone3) CALL(exit) CALL(exit_group) CALL(futex) CALL(set_robust_list) CALL(get_robust_list) CALL(rseq)
    CALL(set_tid_address) CALL(sched_yield) CALL(sched_getaffinity) CALL(sched_getparam) CALL(sched_getscheduler) CALL(sched_setscheduler) CALL(sched_setaffinity)
    CALL(sched_get_priority_max) CALL(sched_get_priority_min) CALL(getcpu) CALL(restart_syscall)
    CALL(rt_sigaction) CALL(rt_sigprocmask) CALL(rt_sigreturn) CALL(rt_sigsuspend) CALL(rt_sigtimedwait) CALL(sigaltstack)
    CALL(kill) CALL(tkill) CALL(tgkill) CALL(rt_sigqueueinfo) CALL(rt_tgsigqueueinfo)
    CALL(clock_gettime) CALL(clock_getres) CALL(clock_nanosleep) CALL(nanosleep) CALL(gettimeofday)
    CALL(getpid) CALL(getppid) CALL(gettid) CALL(getuid) CALL(geteuid) CALL(getgid) CALL(getegid) CALL(getrandom) CALL(getrusage)
    CALL(sysinfo) CALL(uname) CALL(prctl) CALL(prlimit64) CALL(seccomp)
    CALL(execve) CALL(execveat) CALL(socket) CALL(socketpair) CALL(connect) CALL(bind) CALL(listen) CALL(accept) CALL(accept4)
    CALL(sendto) CALL(sendmsg) CALL(sendmmsg) CALL(ptrace) CALL(process_vm_readv) CALL(process_vm_writev)
    CALL(pidfd_open) CALL(pidfd_getfd) CALL(pidfd_send_signal) CALL(bpf) CALL(perf_event_open) CALL(userfaultfd)
    CALL(io_uring_setup) CALL(io_uring_enter) CALL(io_uring_register) CALL(add_key) CALL(request_key) CALL(keyctl)
    CALL(unshare) CALL(setns) CALL(chroot) CALL(pivot_root) CALL(mount) CALL(umount2) CALL(fsopen) CALL(open_tree) CALL(move_mount)
    CALL(init_module) CALL(finit_module) CALL(delete_module) CALL(kexec_load) CALL(reboot) CALL(swapon) CALL(swapoff)
    CALL(setuid) CALL(setgid) CALL(setreuid) CALL(setregid) CALL(setresuid) CALL(setresgid) CALL(setgroups) CALL(capset)
    CALL(fchmod) CALL(fchown) CALL(openat2)
#ifdef __x86_64__
    CALL(open) CALL(stat) CALL(lstat) CALL(access) CALL(readlink) CALL(poll) CALL(mkdir) CALL(link) CALL(unlink) CALL(rename) CALL(rmdir) CALL(time)
    CALL(fork) CALL(vfork)
#else
    ABSENT(open) ABSENT(stat) ABSENT(lstat) ABSENT(access) ABSENT(readlink) ABSENT(poll) ABSENT(mkdir) ABSENT(link) ABSENT(unlink)
    ABSENT(rename) ABSENT(rmdir) ABSENT(time) ABSENT(fork) ABSENT(vfork)
#endif
    printf("}\n");
}

static void confinement(void)
{
#if defined(__x86_64__)
    NAMED(AUDIT_ARCH, AUDIT_ARCH_X86_64)
#elif defined(__aarch64__)
    NAMED(AUDIT_ARCH, AUDIT_ARCH_AARCH64)
#else
#error "the system call filter knows x86-64 and AArch64"
#endif
    INT(SECCOMP_SET_MODE_FILTER) INT(SECCOMP_FILTER_FLAG_TSYNC)
    UINT(SECCOMP_RET_KILL_PROCESS) UINT(SECCOMP_RET_ERRNO) UINT(SECCOMP_RET_ALLOW) UINT(SECCOMP_RET_DATA)
    NAMED(SECCOMP_DATA_NR, offsetof(struct seccomp_data, nr)) NAMED(SECCOMP_DATA_ARCH, offsetof(struct seccomp_data, arch))
    NAMED(SECCOMP_DATA_ARGS, offsetof(struct seccomp_data, args))
    NAMED(BPF_LD_W_ABS, BPF_LD | BPF_W | BPF_ABS) NAMED(BPF_JEQ_K, BPF_JMP | BPF_JEQ | BPF_K)
    NAMED(BPF_JGE_K, BPF_JMP | BPF_JGE | BPF_K) NAMED(BPF_AND_K, BPF_ALU | BPF_AND | BPF_K) NAMED(BPF_RET_K, BPF_RET | BPF_K)
    INT(PR_SET_NO_NEW_PRIVS) INT(PR_SET_DUMPABLE) UINT(PROT_EXEC) UINT(PR_SET_NAME) UINT(PR_GET_NAME) NAMED_UINT(PR_SET_VMA, 0x53564d41)
    UINT(CLONE_THREAD) NAMED_UINT(SCHED_OTHER, SCHED_NORMAL)
    NAMED_UINT(CLONE_NEW, CLONE_NEWNS | CLONE_NEWCGROUP | CLONE_NEWUTS | CLONE_NEWIPC | CLONE_NEWUSER | CLONE_NEWPID | CLONE_NEWNET)
    INT(F_DUPFD) INT(F_DUPFD_CLOEXEC) INT(F_GETFD) INT(F_SETFD) INT(F_GETFL) INT(F_SETFL) INT(F_SETLK) INT(F_SETLKW) INT(F_GETLK)
}

static void constants(void)
{
    printf("\ninternal static class AVConst\n{\n");
    INT(LIBAVFORMAT_VERSION_INT) INT(LIBAVCODEC_VERSION_INT) INT(LIBAVFILTER_VERSION_INT)
    INT(LIBAVUTIL_VERSION_INT) INT(LIBSWSCALE_VERSION_INT)

    LONG(AV_NOPTS_VALUE)
    INT(AVERROR_EOF) INT(AVERROR_INVALIDDATA) INT(AVERROR_EXIT) INT(AVERROR_DECODER_NOT_FOUND)
    NAMED(AVERROR_EAGAIN, AVERROR(EAGAIN)) NAMED(AVERROR_ENOMEM, AVERROR(ENOMEM)) INT(ENOMEM)
    INT(AV_ERROR_MAX_STRING_SIZE)

    INT(AVMEDIA_TYPE_VIDEO)
    INT(AV_CODEC_ID_H264) INT(AV_CODEC_ID_HEVC) INT(AV_CODEC_ID_MPEG4) INT(AV_CODEC_ID_VP9) INT(AV_CODEC_ID_AV1)
    INT(AV_CODEC_ID_MJPEG) INT(AV_CODEC_ID_PNG)
    INT(AV_PIX_FMT_YUV420P) INT(AV_PIX_FMT_YUV420P10LE) INT(AV_PIX_FMT_YUVJ420P) INT(AV_PIX_FMT_YUVJ422P) INT(AV_PIX_FMT_YUVJ444P)
    INT(AV_FIELD_UNKNOWN) INT(AV_FIELD_PROGRESSIVE)
    INT(AVCOL_PRI_BT709) INT(AVCOL_TRC_BT709) INT(AVCOL_SPC_BT709) INT(AVCOL_SPC_UNSPECIFIED)
    INT(AVCOL_SPC_RGB) INT(AVCOL_SPC_FCC) INT(AVCOL_SPC_BT470BG) INT(AVCOL_SPC_SMPTE170M) INT(AVCOL_SPC_SMPTE240M)
    INT(AVCOL_SPC_BT2020_NCL) INT(AVCOL_SPC_BT2020_CL) INT(AVCOL_TRC_SMPTE2084) INT(AVCOL_TRC_ARIB_STD_B67)
    INT(AVCOL_TRC_UNSPECIFIED) INT(AVCOL_RANGE_UNSPECIFIED) INT(AVCOL_RANGE_MPEG) INT(AVCOL_RANGE_JPEG)
    INT(AVCHROMA_LOC_LEFT) INT(AVCHROMA_LOC_CENTER) INT(AVCHROMA_LOC_TOPLEFT) INT(AVCHROMA_LOC_TOP) INT(AVCHROMA_LOC_BOTTOMLEFT) INT(AVCHROMA_LOC_BOTTOM)
    INT(AV_CODEC_FLAG_GLOBAL_HEADER) INT(AV_CODEC_FLAG_CLOSED_GOP) INT(AV_CODEC_FLAG_QSCALE)
    INT(FF_QP2LAMBDA)
    INT(AV_PKT_FLAG_KEY) INT(AV_PKT_FLAG_CORRUPT) INT(AV_PKT_FLAG_DISCARD) INT(AV_FRAME_FLAG_CORRUPT)
    INT(AV_PKT_DATA_DISPLAYMATRIX) INT(AVDISCARD_DEFAULT) INT(AVDISCARD_NONREF) INT(AVDISCARD_ALL)
    INT(AV_DISPOSITION_ATTACHED_PIC)
    INT(AVIO_FLAG_WRITE)
    INT(AV_BUFFERSRC_FLAG_KEEP_REF)
    INT(S_IFMT) INT(S_IFREG) INT(O_RDONLY) INT(O_DIRECTORY) INT(O_CLOEXEC) INT(O_NOFOLLOW) INT(O_NONBLOCK) INT(O_NOCTTY)
    INT(AVSEEK_SIZE) INT(AVSEEK_FORCE) INT(SEEK_SET) INT(ENXIO) INT(ELOOP) INT(EINVAL) INT(ENOTTY)
    INT(ENOENT) INT(EIO) INT(EACCES) INT(EMFILE) INT(EPERM) INT(ENOSYS) INT(EOPNOTSUPP) INT(EMLINK)
    INT(RLIMIT_DATA) INT(RLIMIT_CPU) INT(RLIMIT_FSIZE) INT(RLIMIT_NOFILE) INT(RLIMIT_CORE)
    confinement();
    INT(AV_LOG_WARNING)
    printf("}\n");
}

int main(void)
{
    AVIndexEntry entry;
    int word;
    memset(&entry, 0, sizeof entry);
    entry.flags = 1;
    entry.size = 12345;
    memcpy(&word, (char *)&entry + offsetof(AVIndexEntry, timestamp) + 8, sizeof word);
    if (word >> 2 != 12345 || (word & 3) != 1)
        return fprintf(stderr, "layout.c: AVIndexEntry's bit fields are not where the binding expects them\n"), 1;

    printf("// Printed by Native/layout.c from the libav headers in use. Not to be edited.\n");
    printf("#nullable enable\nusing System.Runtime.InteropServices;\n\nnamespace HighPerf.Media.Native;\n");
    structs();
    system_calls();
    constants();
    return 0;
}
