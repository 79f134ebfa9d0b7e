/*
 * A disk that a test controls: loaded before the C library (LD_PRELOAD) into a process that writes below
 * DISK_FOLDER.
 *
 * DISK_LOG names a file to which every write, cut and flush is recorded in order, each as
 *   kind (1 byte: w, t or s), length of the name (2), offset (8), length of the data (4), name, data
 * in the byte order of the machine, so that the test can work out what a power cut would have left.
 *
 * DISK_FAULT names a file; while it holds a number, writes and flushes fail with that errno.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

static pthread_mutex_t one_at_a_time = PTHREAD_MUTEX_INITIALIZER;

/* The file's name below DISK_FOLDER, or NULL when it lies elsewhere. */
static const char *name_below(int fd, char *path, size_t size) {
  const char *folder = getenv("DISK_FOLDER");
  char link[64];
  if (!folder) return NULL;
  snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
  ssize_t length = readlink(link, path, size - 1);
  if (length <= 0) return NULL;
  path[length] = 0;
  size_t start = strlen(folder);
  return strncmp(path, folder, start) == 0 && path[start] == '/' ? path + start + 1 : NULL;
}

static int fault_now(void) {
  const char *file = getenv("DISK_FAULT");
  char text[16] = {0};
  if (!file) return 0;
  int fd = syscall(SYS_openat, AT_FDCWD, file, O_RDONLY);
  if (fd < 0) return 0;
  long got = syscall(SYS_read, fd, text, sizeof text - 1);
  syscall(SYS_close, fd);
  return got > 0 ? atoi(text) : 0;
}

static void record(char kind, const char *name, uint64_t offset, uint32_t length, const void *data) {
  static int log = -1;
  const char *file = getenv("DISK_LOG");
  uint16_t name_length = (uint16_t)strlen(name);
  if (!file) return;
  pthread_mutex_lock(&one_at_a_time);
  if (log < 0) log = (int)syscall(SYS_openat, AT_FDCWD, file, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
  struct iovec parts[] = {{&kind, 1}, {&name_length, 2}, {&offset, 8}, {&length, 4},
                          {(void *)name, name_length}, {(void *)data, data ? length : 0}};
  syscall(SYS_writev, log, parts, 6);
  pthread_mutex_unlock(&one_at_a_time);
}

/* Refuses, or does and records. `data` is NULL for flushes and cuts, which record no bytes. */
#define GUARDED(kind, call, at, size, data)                                                \
  char path[4096];                                                                         \
  const char *name = name_below(fd, path, sizeof path);                                    \
  if (name) {                                                                              \
    int fault = fault_now();                                                               \
    if (fault) {                                                                           \
      errno = fault;                                                                       \
      return -1;                                                                           \
    }                                                                                      \
  }                                                                                        \
  long done = (call);                                                                      \
  if (name && done >= 0) record(kind, name, (uint64_t)(at), (uint32_t)(size), data);       \
  return done

ssize_t pwrite64(int fd, const void *data, size_t size, off64_t offset) {
  GUARDED('w', syscall(SYS_pwrite64, fd, data, size, offset), offset, done, data);
}
ssize_t pwrite(int fd, const void *data, size_t size, off_t offset) {
  GUARDED('w', syscall(SYS_pwrite64, fd, data, size, offset), offset, done, data);
}
ssize_t write(int fd, const void *data, size_t size) {
  GUARDED('w', syscall(SYS_write, fd, data, size), lseek(fd, 0, SEEK_CUR) - done, done, data);
}
int ftruncate64(int fd, off64_t size) {
  GUARDED('t', syscall(SYS_ftruncate, fd, size), size, 0, NULL);
}
int ftruncate(int fd, off_t size) {
  GUARDED('t', syscall(SYS_ftruncate, fd, size), size, 0, NULL);
}
int fsync(int fd) {
  GUARDED('s', syscall(SYS_fsync, fd), 0, 0, NULL);
}
int fdatasync(int fd) {
  GUARDED('s', syscall(SYS_fdatasync, fd), 0, 0, NULL);
}
