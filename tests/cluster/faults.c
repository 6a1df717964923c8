/* What goes wrong on the file systems of clusters, for tests: loaded before a program's libraries (LD_PRELOAD).

   VEGHE_FAULT_LOCKS=ENOSYS|ENOLCK  every lock is refused
   VEGHE_FAULT_HIDE_MS=2000         a listing of a folder leaves out what came into it since, as a cached one does
   VEGHE_FAULT_KEEP_MS=1000         a unit's file takes so long to get its name, so that a sweep takes its time on any machine */
#define _GNU_SOURCE
#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

static long wish_ms(const char* name)
{
    const char* text = getenv(name);
    return text ? atol(text) : 0;
}

static int lock_fault(void)
{
    const char* text = getenv("VEGHE_FAULT_LOCKS");
    if (!text) {
        return 0;
    }
    return strcmp(text, "ENOLCK") == 0 ? ENOLCK : ENOSYS;
}

int flock(int file, int operation)
{
    static int (*real)(int, int);
    if (lock_fault()) {
        errno = lock_fault();
        return -1;
    }
    if (!real) {
        real = (int (*)(int, int))dlsym(RTLD_NEXT, "flock");
    }
    return real(file, operation);
}

static int is_lock(int command)
{
    return command == F_SETLK || command == F_SETLKW || command == F_OFD_SETLK || command == F_OFD_SETLKW;
}

static int fcntl_or_fault(const char* name, int file, int command, void* argument)
{
    int (*real)(int, int, ...) = (int (*)(int, int, ...))dlsym(RTLD_NEXT, name);
    if (is_lock(command) && lock_fault()) {
        errno = lock_fault();
        return -1;
    }
    return real(file, command, argument);
}

int fcntl(int file, int command, ...)
{
    va_list rest;
    va_start(rest, command);
    void* argument = va_arg(rest, void*);
    va_end(rest);
    return fcntl_or_fault("fcntl", file, command, argument);
}

int fcntl64(int file, int command, ...)
{
    va_list rest;
    va_start(rest, command);
    void* argument = va_arg(rest, void*);
    va_end(rest);
    return fcntl_or_fault("fcntl64", file, command, argument);
}

/* Whether the entry came into its folder too lately for a cached listing to have it. */
static int is_hidden(DIR* folder, const char* name)
{
    const long hide_ms = wish_ms("VEGHE_FAULT_HIDE_MS");
    struct stat about;
    struct timespec now;
    if (hide_ms <= 0 || name[0] == '.' || fstatat(dirfd(folder), name, &about, AT_SYMLINK_NOFOLLOW) != 0) {
        return 0;
    }
    syscall(SYS_clock_gettime, CLOCK_REALTIME, &now); /* the machine's, whatever faketime says */
    const long age_ms = (now.tv_sec - about.st_ctim.tv_sec) * 1000 + (now.tv_nsec - about.st_ctim.tv_nsec) / 1000000;
    return age_ms < hide_ms;
}

struct dirent* readdir(DIR* folder)
{
    struct dirent* (*real)(DIR*) = (struct dirent * (*)(DIR*)) dlsym(RTLD_NEXT, "readdir");
    struct dirent* entry = real(folder);
    while (entry && is_hidden(folder, entry->d_name)) {
        entry = real(folder);
    }
    return entry;
}

struct dirent64* readdir64(DIR* folder)
{
    struct dirent64* (*real)(DIR*) = (struct dirent64 * (*)(DIR*)) dlsym(RTLD_NEXT, "readdir64");
    struct dirent64* entry = real(folder);
    while (entry && is_hidden(folder, entry->d_name)) {
        entry = real(folder);
    }
    return entry;
}

int rename(const char* from, const char* to)
{
    int (*real)(const char*, const char*) = (int (*)(const char*, const char*))dlsym(RTLD_NEXT, "rename");
    const long keep_ms = wish_ms("VEGHE_FAULT_KEEP_MS");
    if (keep_ms > 0 && strstr(to, ".unit")) {
        const struct timespec wait = {keep_ms / 1000, keep_ms % 1000 * 1000000};
        nanosleep(&wait, NULL);
    }
    return real(from, to);
}
