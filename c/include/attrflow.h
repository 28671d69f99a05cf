/* attrflow: run and check Microsoft Entra attribute mappings.
 *
 * Texts are UTF-8. A pointer with a length points to so many bytes, a text without one ends in NUL; null is the empty
 * text, or nothing. What a function gives as `char *` is never null, ends in NUL, and is freed with
 * attrflow_string_free. Handles may be used by any number of threads at a time, and are freed when none does any more.
 * No function throws, exits, or keeps a pointer that it was given. */

#ifndef ATTRFLOW_H
#define ATTRFLOW_H

/* Made of c/src/boundary.rs; write it again with UPDATE=1 cargo test -p attrflow-c --test header */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 What this interface is called. It changes when a function, a parameter or the meaning of an answer changes so that a
 program that was compiled before would go wrong; functions and fields of answers are added without it.
 */
#define ATTRFLOW_ABI_VERSION 1

/*
 An expression, ready to run. One may be used by any number of threads at a time.
 */
typedef struct attrflow_evaluator attrflow_evaluator;

/*
 A mapping, ready to run. One may be used by any number of threads at a time.
 */
typedef struct attrflow_mapper attrflow_mapper;

#ifdef __cplusplus
extern "C" {
#endif // __cplusplus

/*
 The interface that the library was built with; `ATTRFLOW_ABI_VERSION` is the one that a program was compiled for.
 */
uint32_t attrflow_abi_version(void);

/*
 The library's version, such as `0.1.0`. It is not freed.
 */
const char *attrflow_version(void);

/*
 Frees a string that a function of this library gave. Null is let pass.

 # Safety
 The string comes from this library and is freed once.
 */
void attrflow_string_free(char *string);

/*
 Makes a mapping file ready: synchronizationSchema JSON or TOML, in UTF-8 or UTF-16.

 `name` is what messages call it; what it ends in says which of the two it is, else its beginning does. `options` is
 JSON such as `{"object":"User","dialect":"entra","flavor":"rfc7644","now":"2026-01-15T09:30:00Z","seed":7,
 "settings":{"DomainFQDN":"contoso.com"},"taken":["ada"],"references":{"1":"a"},"limits":{"longest_text":65536}}`,
 every field of which may be missing. Gives null where the mapping cannot be run. Either way `diagnostics`, unless it
 is null itself, gets the diagnostics in the form of `attrflow check --format json`, or
 `{"error":{"code","message","help"}}` where an argument cannot be used.

 # Safety
 As for all functions: see the top of this file.
 */
struct attrflow_mapper *attrflow_mapper_new(const char *mapping,
                                            size_t length,
                                            const char *name,
                                            const char *options,
                                            char **diagnostics);

/*
 The same for a connector that is built in, such as `meta-work-accounts`.

 # Safety
 As for all functions: see the top of this file.
 */
struct attrflow_mapper *attrflow_mapper_connector(const char *name, const char *options, char **diagnostics);

/*
 Maps one record, a JSON object, and gives its envelope:
 `{"id":…,"status":"ok"|"out-of-scope"|"error","payload":…,"skipped":[…],"errors":[{"line","id","attribute","code",
 "message","help","location"}]}`.

 # Safety
 As for all functions: see the top of this file.
 */
char *attrflow_mapper_map(const struct attrflow_mapper *mapper,
                          const char *record,
                          size_t length);

/*
 Maps many records and gives their envelopes in the same order, one a line.

 `format` is `json`, `ndjson`, `csv` or `ldif`; where it is null, the records' beginning says. 0 `threads` are as many as
 there are processors. The answer's length is written to `answer_length` unless that is null.

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
 The attributes that a mapping reads, a JSON array of names: fetch these, and no others.

 # Safety
 As for all functions: see the top of this file.
 */
char *attrflow_mapper_attributes(const struct attrflow_mapper *mapper);

/*
 Whether what a record becomes may depend on the records before it; then they must not be shared out among mappers.

 # Safety
 As for all functions: see the top of this file.
 */
bool attrflow_mapper_depends_on_order(const struct attrflow_mapper *mapper);

/*
 Frees a mapper. Null is let pass.

 # Safety
 It comes from this library, no thread uses it, and it is freed once.
 */
void attrflow_mapper_free(struct attrflow_mapper *mapper);

/*
 Makes an expression ready. Options, diagnostics and null are as for `attrflow_mapper_new`.

 # Safety
 As for all functions: see the top of this file.
 */
struct attrflow_evaluator *attrflow_evaluator_new(const char *expression,
                                                  size_t length,
                                                  const char *options,
                                                  char **diagnostics);

/*
 An expression's value for a record, a JSON object: `{"value":…}`, null where there is none, `{"skip":true}`, or
 `{"error":{"code","message","help","location",…}}`.

 # Safety
 As for all functions: see the top of this file.
 */
char *attrflow_evaluator_evaluate(const struct attrflow_evaluator *evaluator, const char *record, size_t length);

/*
 The attributes that an expression reads, a JSON array of names.

 # Safety
 As for all functions: see the top of this file.
 */
char *attrflow_evaluator_attributes(const struct attrflow_evaluator *evaluator);

/*
 Frees an evaluator. Null is let pass.

 # Safety
 It comes from this library, no thread uses it, and it is freed once.
 */
void attrflow_evaluator_free(struct attrflow_evaluator *evaluator);

/*
 Everything there is to say about a mapping file, in the form of `attrflow check --format json`. Of the options,
 `dialect` and `flavor` count.

 # Safety
 As for all functions: see the top of this file.
 */
char *attrflow_check(const char *mapping, size_t length, const char *name, const char *options);

#ifdef __cplusplus
}  // extern "C"
#endif  // __cplusplus

#endif  /* ATTRFLOW_H */
