/* attrflow: run and check Microsoft Entra attribute mappings.
 *
 * Strings are UTF-8. A pointer with a length points to that many bytes; a string without a length ends in NUL. Null
 * means the empty string, or no value. A `char *` that a function returns is never null, ends in NUL, and has to be
 * freed with attrflow_string_free. Any number of threads may use a handle at the same time; free it when no thread
 * uses it any more. No function throws, exits, or keeps a pointer that was passed to it. */

#ifndef ATTRFLOW_H
#define ATTRFLOW_H

/* Generated from c/src/boundary; update it with UPDATE=1 cargo test -p attrflow-c --test header */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 The version of this interface. It changes when a change to a function, a parameter or the meaning of a result would
 break programs that are already compiled. New functions and new fields in results do not change it.
 */
#define ATTRFLOW_ABI_VERSION 1

/*
 An expression, ready to run. Any number of threads may use one at the same time.
 */
typedef struct attrflow_evaluator attrflow_evaluator;

/*
 A mapping, ready to run. Any number of threads may use one at the same time.
 */
typedef struct attrflow_mapper attrflow_mapper;

/*
 Decides what is to be done about the objects of records, one after the other: create, change, disable, delete or
 hold back. Several threads may use one; the records are in the order of the calls.
 */
typedef struct attrflow_provisioner attrflow_provisioner;

#ifdef __cplusplus
extern "C" {
#endif // __cplusplus

/*
 The interface version of the library; `ATTRFLOW_ABI_VERSION` is the one that a program was compiled for.
 */
uint32_t attrflow_abi_version(void);

/*
 The library's version, such as `0.1.0`. Do not free it.
 */
const char *attrflow_version(void);

/*
 Frees a string that a function of this library returned. Null is ignored.

 # Safety
 The string comes from this library and is freed once.
 */
void attrflow_string_free(char *string);

/*
 Makes a mapping file ready to run: synchronizationSchema JSON or TOML, in UTF-8 or UTF-16.

 `name` is the file's name in messages. Its extension decides between JSON and TOML; without a known extension, the
 beginning of the file decides. `options` is JSON such as
 `{"object":"User","dialect":"entra","flavor":"rfc7644","now":"2026-01-15T09:30:00Z","seed":7,
 "settings":{"DomainFQDN":"contoso.com"},"taken":["ada"],"references":{"1":"a"},"max_deletions":"10%","limits":{"longest_text":65536}}`,
 where every field is optional; without `flavor`, payloads are written by RFC 7644. Returns null if the mapping
 cannot be run. In both cases `diagnostics`, unless it is null itself, receives the diagnostics in the format of
 `attrflow check --format json`, or `{"error":{"code","message","help"}}` if an argument is invalid.

 # Safety
 As for all functions: see the top of this file.
 */
struct attrflow_mapper *attrflow_mapper_new(const char *mapping,
                                            size_t length,
                                            const char *name,
                                            const char *options,
                                            char **diagnostics);

/*
 The same for a built-in connector, such as `meta-work-accounts`.

 # Safety
 As for all functions: see the top of this file.
 */
struct attrflow_mapper *attrflow_mapper_connector(const char *name, const char *options, char **diagnostics);

/*
 Maps one record, a JSON object, and returns its envelope:
 `{"id":…,"status":"ok"|"out-of-scope"|"skipped"|"error","payload":…,"skipped":[…],"deferred":[…],"errors":[{"line",
 "id","attribute","code","message","help","location"}]}`. `deferred` is left out if it is empty.

 # Safety
 As for all functions: see the top of this file.
 */
char *attrflow_mapper_map(const struct attrflow_mapper *mapper,
                          const char *record,
                          size_t length);

/*
 Maps many records and returns their envelopes in the same order, one per line.

 `format` is `json`, `ndjson`, `csv` or `ldif`; null means that the beginning of the records decides. With 0 for
 `threads` there is one for each processor. The result's length is written to `answer_length` unless that is null.

 # Safety
 As for all functions: see the top of this file.
 */
char *attrflow_mapper_map_all(const struct attrflow_mapper *mapper,
                              const char *records,
                              size_t length,
                              const char *format,
                              size_t threads,
                              size_t *answer_length);

/*
 The attributes that a mapping reads, as a JSON array of names: only these have to be fetched.

 # Safety
 As for all functions: see the top of this file.
 */
char *attrflow_mapper_attributes(const struct attrflow_mapper *mapper);

/*
 What there is to say about all records so far, those of the mapper's provisioners among them, in the format of
 `attrflow check --format json`: attributes that the mapping reads and that no record had a value for, as an error
 where records have the name in another spelling. No record is looked at again.

 # Safety
 As for all functions: see the top of this file.
 */
char *attrflow_mapper_unread(const struct attrflow_mapper *mapper);

/*
 Whether the result for a record may depend on the records before it. If so, use one mapper for all records.

 # Safety
 As for all functions: see the top of this file.
 */
bool attrflow_mapper_depends_on_order(const struct attrflow_mapper *mapper);

/*
 Cancels the calls for a mapper and its provisioners that other threads have under way, also within a record, and all
 later ones: their records have the error `run-cancelled`, and `attrflow_mapper_map_all` returns the envelopes up to
 the first of these. It is safe to call from a signal handler. Null is ignored.

 # Safety
 As for all functions: see the top of this file.
 */
void attrflow_mapper_cancel(const struct attrflow_mapper *mapper);

/*
 Frees a mapper. Null is ignored.

 # Safety
 It comes from this library, no thread uses it, and it is freed once.
 */
void attrflow_mapper_free(struct attrflow_mapper *mapper);

/*
 All diagnostics of a mapping file, in the format of `attrflow check --format json`. Of the options, only `dialect`
 and `flavor` have an effect.

 # Safety
 As for all functions: see the top of this file.
 */
char *attrflow_check(const char *mapping, size_t length, const char *name, const char *options);

/*
 Makes an expression ready to run. Options, diagnostics and null are as for `attrflow_mapper_new`.

 # Safety
 As for all functions: see the top of this file.
 */
struct attrflow_evaluator *attrflow_evaluator_new(const char *expression,
                                                  size_t length,
                                                  const char *options,
                                                  char **diagnostics);

/*
 An expression's value for a record, a JSON object: `{"value":…}`, with null for no value, `{"skip":true}` to leave
 the target unchanged, `{"authoritative_null":true}` to empty it, or `{"error":{"code","message","help","location",…}}`.

 # Safety
 As for all functions: see the top of this file.
 */
char *attrflow_evaluator_evaluate(const struct attrflow_evaluator *evaluator,
                                  const char *record,
                                  size_t length);

/*
 The attributes that an expression reads, as a JSON array of names.

 # Safety
 As for all functions: see the top of this file.
 */
char *attrflow_evaluator_attributes(const struct attrflow_evaluator *evaluator);

/*
 Cancels the evaluations that other threads have under way, and all later ones: they end in the error
 `run-cancelled`. It is safe to call from a signal handler. Null is ignored.

 # Safety
 As for all functions: see the top of this file.
 */
void attrflow_evaluator_cancel(const struct attrflow_evaluator *evaluator);

/*
 Frees an evaluator. Null is ignored.

 # Safety
 It comes from this library, no thread uses it, and it is freed once.
 */
void attrflow_evaluator_free(struct attrflow_evaluator *evaluator);

/*
 Makes a provisioner for the records of a mapper. The mapper may be freed before it.

 `operation` is `patch`, `replace` or `create`. `previous` is what the target has: payloads or envelopes of an
 earlier run, one per line. It is null if that is not known: `replace` then sends PUT requests for all records.
 `create` takes none, and `patch` needs one, which is empty for the first run. Returns null if an argument is
 invalid. `unusable`, unless it is null itself, receives the errors of the lines of `previous` that cannot be used,
 `[{"line","id","code", "message","help",…}]`, or `{"error":{"code","message","help"}}` if an argument is invalid.

 # Safety
 As for all functions: see the top of this file.
 */
struct attrflow_provisioner *attrflow_provisioner_new(const struct attrflow_mapper *mapper,
                                                      const char *operation,
                                                      const char *previous,
                                                      size_t length,
                                                      char **unusable);

/*
 What is to be done about a record, a JSON object: its envelope as for `attrflow_mapper_map`, with `requests`, each
 `{"method","path","filter","body"}`, and `reason`. The status is `created`, `changed`, `unchanged`, `disabled`,
 `deleted`, `held-back`, `skipped`, `out-of-scope` or `error`.

 # Safety
 As for all functions: see the top of this file.
 */
char *attrflow_provisioner_step(struct attrflow_provisioner *provisioner, const char *record, size_t length);

/*
 What is to be done about the objects without a record, after all records: their envelopes, one per line. They are
 `deleted`; they are `held-back`, with a `reason`, if the mapping or its settings do not allow that or there are more
 than `max_deletions` allows, and `kept` if they may have a record after all: one that failed, or one that fits
 several objects. The provisioner takes no more records after it. The result's length is written to `answer_length`
 unless that is null.

 # Safety
 As for all functions: see the top of this file.
 */
char *attrflow_provisioner_finish(struct attrflow_provisioner *provisioner, size_t *answer_length);

/*
 Frees a provisioner. Null is ignored.

 # Safety
 It comes from this library, no thread uses it, and it is freed once.
 */
void attrflow_provisioner_free(struct attrflow_provisioner *provisioner);

#ifdef __cplusplus
}  // extern "C"
#endif  // __cplusplus

#endif  /* ATTRFLOW_H */
