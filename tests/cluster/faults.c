/* What goes wrong on the file systems of clusters, for tests: loaded before a program's libraries (LD_PRELOAD).

   VEGHE_FAULT_LOCKS=ENOSYS|ENOLCK  every lock is refused
   VEGHE_FAULT_HIDE_MS=2000         a listing of a folder leaves out what came into it since, as a cached one does
   VEGHE_FAULT_KEEP_MS=1000         a unit's file takes so long to get its name, so that a sweep takes its time on any machine
   VEGHE_FAULT_HOLD=/file:.unit     while this file is there, none whose name holds these letters gets it
   VEGHE_FAULT_EXIT=7:3             the process ends with this status where its third unit would get its name
   VEGHE_FAULT_UNDER=/folder        the next two are about files in it alone
   VEGHE_FAULT_FAIL=fsync:3:EIO:1   of the calls of one kind (open, read, write, fsync, rename, close) so many fail from the third on;
                                    without the last number all of them
   VEGHE_FAULT_TRACE=/file          what changes the folder, call by call, for a model of what is on the disk (power_test.py) */
#define _GNU_SOURCE
#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdatomic.h>
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

/* ---- One call that fails, and a trace of all that succeed */

enum { most_text = 2 * PATH_MAX + 64 };

static pthread_mutex_t one_at_a_time = PTHREAD_RECURSIVE_MUTEX_INITIALIZER_NP;

static void* real_of(const char* name)
{
    return dlsym(RTLD_NEXT, name);
}

/* Whether the path, of which links and dots are resolved but for the last name, lies in the folder of the faults. */
static int is_under(const char* path, char* full)
{
    const char* under = getenv("VEGHE_FAULT_UNDER");
    char folder[PATH_MAX];
    const char* slash = strrchr(path, '/');
    if (!under || strlen(path) >= sizeof folder) {
        return 0;
    }
    strcpy(folder, path);
    if (slash) {
        folder[slash == path ? 1 : slash - path] = 0;
    } else {
        strcpy(folder, ".");
    }
    char* resolved = realpath(folder, NULL);
    if (!resolved) {
        return 0;
    }
    snprintf(full, PATH_MAX, "%s/%s", strcmp(resolved, "/") == 0 ? "" : resolved, slash ? slash + 1 : path);
    free(resolved);
    return strncmp(full, under, strlen(under)) == 0;
}

static int is_file_under(int file, char* full)
{
    char link[64];
    const char* under = getenv("VEGHE_FAULT_UNDER");
    if (!under || file < 0) {
        return 0;
    }
    snprintf(link, sizeof link, "/proc/self/fd/%d", file);
    const ssize_t length = syscall(SYS_readlink, link, full, PATH_MAX - 1);
    if (length <= 0) {
        return 0;
    }
    full[length] = 0;
    return strncmp(full, under, strlen(under)) == 0;
}

static int tracing(void)
{
    return getenv("VEGHE_FAULT_TRACE") != NULL;
}

/* One line: words apart by tabs, data in hexadecimal at its end. */
static void trace(const char* words, const void* data, size_t bytes)
{
    static int file = -1;
    const int before = errno;
    if (file < 0) {
        file = (int)syscall(SYS_openat, AT_FDCWD, getenv("VEGHE_FAULT_TRACE"), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0666);
    }
    const size_t length = strlen(words);
    char* line = malloc(length + 2 * bytes + 2);
    memcpy(line, words, length);
    for (size_t k = 0; k < bytes; ++k) {
        sprintf(line + length + 2 * k, "%02x", ((const unsigned char*)data)[k]);
    }
    line[length + 2 * bytes] = '\n';
    syscall(SYS_write, file, line, length + 2 * bytes + 1);
    free(line);
    errno = before;
}

static int error_of(const char* name)
{
    static const struct {
        const char* name;
        int error;
    } known[] = {{"EIO", EIO}, {"ENOSPC", ENOSPC}, {"EDQUOT", EDQUOT}, {"EACCES", EACCES}, {"EROFS", EROFS}, {"ESTALE", ESTALE}};
    for (size_t k = 0; k < sizeof known / sizeof *known; ++k) {
        if (strncmp(name, known[k].name, strlen(known[k].name)) == 0) {
            return known[k].error;
        }
    }
    return EIO;
}

/* Whether this call of its kind, on that file, is one that fails; errno is set. */
static int fails(const char* kind, const char* full)
{
    static long count;
    const char* wish = getenv("VEGHE_FAULT_FAIL");
    const size_t length = strlen(kind);
    if (!wish || strncmp(wish, kind, length) != 0 || wish[length] != ':') {
        return 0;
    }
    const long first = atol(wish + length + 1);
    const char* error = strchr(wish + length + 1, ':');
    const char* most = error ? strchr(error + 1, ':') : NULL;
    const long now = __atomic_add_fetch(&count, 1, __ATOMIC_SEQ_CST);
    if (now < first || (most && now >= first + atol(most + 1))) {
        return 0;
    }
    if (tracing()) {
        char words[most_text];
        snprintf(words, sizeof words, "failed\t%s", full);
        trace(words, NULL, 0);
    }
    errno = error ? error_of(error + 1) : EIO;
    return 1;
}

static unsigned long inode_of(int file)
{
    struct stat about;
    return fstat(file, &about) == 0 ? (unsigned long)about.st_ino : 0;
}

/* A file that was opened: made anew, or cut to nothing. */
static void trace_open(int file, int flags, const char* full, int was_there)
{
    char words[most_text];
    if (file >= 0 && (flags & O_CREAT) && !was_there) {
        snprintf(words, sizeof words, "create\t%lu\t%s", inode_of(file), full);
        trace(words, NULL, 0);
    }
    if (file >= 0 && (flags & O_TRUNC)) {
        snprintf(words, sizeof words, "truncate\t%lu\t0", inode_of(file));
        trace(words, NULL, 0);
    }
}

static int open_or_fault(const char* name, const char* path, int flags, mode_t mode)
{
    int (*real)(const char*, int, ...) = (int (*)(const char*, int, ...))real_of(name);
    char full[PATH_MAX];
    if (!is_under(path, full)) {
        return real(path, flags, mode);
    }
    if ((flags & (O_WRONLY | O_RDWR)) && fails("open", full)) {
        return -1;
    }
    if (!tracing()) {
        return real(path, flags, mode);
    }
    pthread_mutex_lock(&one_at_a_time);
    const int was_there = access(path, F_OK) == 0;
    const int file = real(path, flags, mode);
    trace_open(file, flags, full, was_there);
    pthread_mutex_unlock(&one_at_a_time);
    return file;
}

int open(const char* path, int flags, ...)
{
    va_list rest;
    va_start(rest, flags);
    const mode_t mode = (flags & O_CREAT) ? (mode_t)va_arg(rest, int) : 0;
    va_end(rest);
    return open_or_fault("open", path, flags, mode);
}

int open64(const char* path, int flags, ...)
{
    va_list rest;
    va_start(rest, flags);
    const mode_t mode = (flags & O_CREAT) ? (mode_t)va_arg(rest, int) : 0;
    va_end(rest);
    return open_or_fault("open64", path, flags, mode);
}

ssize_t read(int file, void* data, size_t bytes)
{
    char full[PATH_MAX];
    if (getenv("VEGHE_FAULT_FAIL") && is_file_under(file, full) && fails("read", full)) {
        return -1;
    }
    return ((ssize_t(*)(int, void*, size_t))real_of("read"))(file, data, bytes);
}

static void trace_write(int file, const void* data, ssize_t bytes, off_t at)
{
    char words[most_text];
    if (bytes > 0) {
        snprintf(words, sizeof words, "write\t%lu\t%ld\t", inode_of(file), (long)at);
        trace(words, data, (size_t)bytes);
    }
}

ssize_t write(int file, const void* data, size_t bytes)
{
    ssize_t (*real)(int, const void*, size_t) = (ssize_t(*)(int, const void*, size_t))real_of("write");
    char full[PATH_MAX];
    if (!is_file_under(file, full)) {
        return real(file, data, bytes);
    }
    if (fails("write", full)) {
        return -1;
    }
    pthread_mutex_lock(&one_at_a_time);
    const off_t at = tracing() ? lseek(file, 0, SEEK_CUR) : 0;
    const ssize_t written = real(file, data, bytes);
    if (tracing()) {
        trace_write(file, data, written, at);
    }
    pthread_mutex_unlock(&one_at_a_time);
    return written;
}

static ssize_t pwrite_or_fault(const char* name, int file, const void* data, size_t bytes, off_t at)
{
    ssize_t (*real)(int, const void*, size_t, off_t) = (ssize_t(*)(int, const void*, size_t, off_t))real_of(name);
    char full[PATH_MAX];
    if (!is_file_under(file, full)) {
        return real(file, data, bytes, at);
    }
    if (fails("write", full)) {
        return -1;
    }
    pthread_mutex_lock(&one_at_a_time);
    const ssize_t written = real(file, data, bytes, at);
    if (tracing()) {
        trace_write(file, data, written, at);
    }
    pthread_mutex_unlock(&one_at_a_time);
    return written;
}

ssize_t pwrite(int file, const void* data, size_t bytes, off_t at)
{
    return pwrite_or_fault("pwrite", file, data, bytes, at);
}

ssize_t pwrite64(int file, const void* data, size_t bytes, off64_t at)
{
    return pwrite_or_fault("pwrite64", file, data, bytes, at);
}

static int truncate_traced(const char* name, int file, off_t length)
{
    int (*real)(int, off_t) = (int (*)(int, off_t))real_of(name);
    char full[PATH_MAX], words[most_text];
    pthread_mutex_lock(&one_at_a_time);
    const int answer = real(file, length);
    if (tracing() && answer == 0 && is_file_under(file, full)) {
        snprintf(words, sizeof words, "truncate\t%lu\t%ld", inode_of(file), (long)length);
        trace(words, NULL, 0);
    }
    pthread_mutex_unlock(&one_at_a_time);
    return answer;
}

int ftruncate(int file, off_t length)
{
    return truncate_traced("ftruncate", file, length);
}

int ftruncate64(int file, off64_t length)
{
    return truncate_traced("ftruncate64", file, length);
}

static int sync_or_fault(const char* name, int file)
{
    int (*real)(int) = (int (*)(int))real_of(name);
    char full[PATH_MAX], words[most_text];
    if (!is_file_under(file, full)) {
        return real(file);
    }
    if (fails("fsync", full)) {
        return -1;
    }
    pthread_mutex_lock(&one_at_a_time);
    const int answer = real(file);
    if (tracing() && answer == 0) {
        struct stat about;
        const int is_folder = fstat(file, &about) == 0 && S_ISDIR(about.st_mode);
        snprintf(words, sizeof words, is_folder ? "sync_folder\t%lu\t%s" : "sync\t%lu\t%s", inode_of(file), full);
        trace(words, NULL, 0);
    }
    pthread_mutex_unlock(&one_at_a_time);
    return answer;
}

int fsync(int file)
{
    return sync_or_fault("fsync", file);
}

int fdatasync(int file)
{
    return sync_or_fault("fdatasync", file);
}

int close(int file)
{
    int (*real)(int) = (int (*)(int))real_of("close");
    char full[PATH_MAX];
    const int is_written = getenv("VEGHE_FAULT_FAIL") && is_file_under(file, full) && (fcntl(file, F_GETFL) & O_ACCMODE) != O_RDONLY;
    const int answer = real(file); /* it is closed, whatever is said of it */
    return is_written && fails("close", full) ? -1 : answer;
}

/* A call that changes the names in a folder. */
static int names_traced(const char* kind, const char* first, const char* second, int (*call)(const char*, const char*))
{
    char from[PATH_MAX], to[PATH_MAX], words[most_text];
    const int under = is_under(first, from) | (second ? is_under(second, to) : 0);
    if (!under || !tracing()) {
        return call(first, second);
    }
    pthread_mutex_lock(&one_at_a_time);
    const int answer = call(first, second);
    if (answer == 0) {
        snprintf(words, sizeof words, "%s\t%s\t%s", kind, from, second ? to : "");
        trace(words, NULL, 0);
    }
    pthread_mutex_unlock(&one_at_a_time);
    return answer;
}

static int real_unlink(const char* path, const char* none)
{
    (void)none;
    return ((int (*)(const char*))real_of("unlink"))(path);
}

static int real_rename(const char* from, const char* to)
{
    return ((int (*)(const char*, const char*))real_of("rename"))(from, to);
}

int unlink(const char* path)
{
    return names_traced("unlink", path, NULL, real_unlink);
}

int mkdir(const char* path, mode_t mode)
{
    int (*real)(const char*, mode_t) = (int (*)(const char*, mode_t))real_of("mkdir");
    char full[PATH_MAX], words[most_text];
    struct stat about;
    if (!is_under(path, full)) {
        return real(path, mode);
    }
    if (fails("open", full)) {
        return -1;
    }
    pthread_mutex_lock(&one_at_a_time);
    const int answer = real(path, mode);
    if (tracing() && answer == 0 && stat(path, &about) == 0) {
        snprintf(words, sizeof words, "mkdir\t%lu\t%s", (unsigned long)about.st_ino, full);
        trace(words, NULL, 0);
    }
    pthread_mutex_unlock(&one_at_a_time);
    return answer;
}

/* Ends the process in the middle of its work, as a fault of its own would. */
static void may_exit(const char* to)
{
    static atomic_int named = 0;
    const char* wish = getenv("VEGHE_FAULT_EXIT");
    const char* colon = wish ? strchr(wish, ':') : NULL;
    if (colon && strstr(to, ".unit") && atomic_fetch_add(&named, 1) + 1 == atoi(colon + 1)) {
        _exit(atoi(wish));
    }
}

/* Waits as long as the file of the wish is there, where the name is one of those that it is about. */
static void hold(const char* to)
{
    const char* wish = getenv("VEGHE_FAULT_HOLD");
    const char* colon = wish ? strrchr(wish, ':') : NULL;
    char file[PATH_MAX];
    if (!colon || (size_t)(colon - wish) >= sizeof file || !strstr(to, colon + 1)) {
        return;
    }
    memcpy(file, wish, colon - wish);
    file[colon - wish] = 0;
    while (access(file, F_OK) == 0) {
        const struct timespec look = {0, 10000000};
        nanosleep(&look, NULL);
    }
}

int rename(const char* from, const char* to)
{
    char full[PATH_MAX];
    const long keep_ms = wish_ms("VEGHE_FAULT_KEEP_MS");
    if (keep_ms > 0 && strstr(to, ".unit")) {
        const struct timespec wait = {keep_ms / 1000, keep_ms % 1000 * 1000000};
        nanosleep(&wait, NULL);
    }
    may_exit(to);
    hold(to);
    if (is_under(to, full) && fails("rename", full)) {
        return -1;
    }
    return names_traced("rename", from, to, real_rename);
}
