/*
 * Stands for a clip that has taken a process over. Loaded before the program (LD_PRELOAD, ld.so(8)), it makes an ordinary user's process of
 * it; when the program ends, it tries what must not work any more and writes the errors to standard error.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <unistd.h>

#define NOBODY 65534
#define PAGE 4096

__attribute__((constructor)) static void begin(void)
{
    unsetenv("LD_PRELOAD"); /* what the program starts is looked at by itself */
    if (geteuid() == 0 && (setgroups(0, NULL) != 0 || setgid(NOBODY) != 0 || setuid(NOBODY) != 0)) _exit(99);
    prctl(PR_SET_DUMPABLE, 1); /* as it is after an ordinary user's execve: the change of user took it away (prctl(2)) */
}

static int map_code(void)
{
    return mmap(NULL, PAGE, PROT_READ | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) == MAP_FAILED ? errno : 0;
}

static int make_code(void)
{
    void *page = mmap(NULL, PAGE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (page == MAP_FAILED) return -1;
    return mprotect(page, PAGE, PROT_READ | PROT_EXEC) == 0 ? 0 : errno;
}

static int overwrite_code(void)
{
    return open("/proc/self/mem", O_RDWR) >= 0 ? 0 : errno;
}

__attribute__((destructor)) static void end(void)
{
    dprintf(STDERR_FILENO, "mmap %d, mprotect %d, /proc/self/mem %d\n", map_code(), make_code(), overwrite_code());
}
