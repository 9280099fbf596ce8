// Generated from openapi/guiyi.json by `make generate`; not edited by hand.
export interface paths {
    "/api/v1/access-policy": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The table in force: its text and its rows. */
        get: operations["readAccessPolicy"];
        put?: never;
        /** Puts a new version in force, at once, and says what it changed. */
        post: operations["putAccessPolicy"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/access-policy/comparison": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Says what a text would change, without putting it in force; every fault with its line. */
        post: operations["compareAccessPolicy"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/access-policy/completion": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Puts a new version in force: the present one with the rows it lacks, as shipped. What it says already stays. */
        post: operations["completeAccessPolicy"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/access-policy/lacking": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The rows that the shipped table has for actions which the one in force does not know: nobody may do these until it
         *     has them. An upgrade brings such actions.
         */
        get: operations["listLackingPolicyRows"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/access-policy/versions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Every version of the table, the newest first. */
        get: operations["listAccessPolicies"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/access-policy/versions/{version}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A version of the table. */
        get: operations["readAccessPolicyVersion"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/attributes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The catalogue of attributes. */
        get: operations["readCatalogue"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/audit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lines of the audit trail, the newest first. */
        get: operations["listAuditLines"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/audit/verification": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Reads the whole trail and says which line was changed, removed or added. */
        get: operations["verifyAuditTrail"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/code-tables": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The code tables: those shipped, those of mappings, and what the bank added. */
        get: operations["listCodeTables"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/code-tables/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A code table with its codes. */
        get: operations["readCodeTable"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/code-tables/{name}/values": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Adds a value to a code table, or puts a new version of one in force; data loaded from now on are translated by it. */
        post: operations["putCodeValue"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/customers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The customers in the caller's sight, filtered and sorted.
         * @description The list is of now: `as_of` and `valid_on` are refused (`not-acceptable-date`); a past moment is answered for one
         *     customer at a time.
         */
        get: operations["listCustomers"];
        put?: never;
        /**
         * Enters a customer.
         * @description It takes the same road as a row of a file: whoever carries the same document under the same name is the same
         *     customer. Send an `idempotency-key`, and a write whose answer was lost can be sent again.
         */
        post: operations["createCustomer"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/customers/{number}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A customer's golden record.
         * @description Answers for any number ever given: `asked` tells when another number answers for it.
         */
        get: operations["readCustomer"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Corrects a customer: says at the desk what is so from now on.
         * @description When somebody changed one of the same values meanwhile, the problem `conflict` tells mine, theirs and before.
         */
        patch: operations["correctCustomer"];
        trace?: never;
    };
    "/api/v1/customers/{number}/access": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Who may see a customer, or could on an earlier day, and why.
         * @description Who kept the customer and who looked after it, users, roles, units and the policy table are all those of the day.
         */
        get: operations["whoMay"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/customers/{number}/access/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Why do I see this customer, and this field? */
        get: operations["whyMe"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/customers/{number}/accounts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What a customer holds: lines, products, agreements, with subtotals by currency. */
        get: operations["listAccounts"];
        put?: never;
        /**
         * Enters an agreement of a customer: a contract, a loan, a deposit, a card.
         * @description It takes the same road as a row of a file. Send an `idempotency-key`, and a write whose answer was lost can be sent
         *     again.
         */
        post: operations["createAgreement"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/customers/{number}/accounts/{record_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Corrects an agreement that was entered at the desk.
         * @description When somebody changed one of the same values meanwhile, the problem `conflict` tells mine, theirs and before. An
         *     agreement that another system keeps is corrected there.
         */
        patch: operations["correctAgreement"];
        trace?: never;
    };
    "/api/v1/customers/{number}/combined": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A customer together with those who are one with it and may not be merged: what each says where they differ, what
         *     all say once, what they hold together.
         * @description Nothing is merged by it and nothing can be written to it. Of a customer out of the caller's sight only the branches
         *     that keep it are told; each customer that is told has a line of its own in the audit trail.
         */
        get: operations["readCombined"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/customers/{number}/contracts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A customer's contracts: credit lines, loans, collateral, guarantees, products. */
        get: operations["listContracts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/customers/{number}/extensions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What services say of a customer beside its sources, each with who said it and when. */
        get: operations["listExtensions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/customers/{number}/extensions/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Says something of a customer beside its sources: a rating, a score, a segment. Base data stay what the sources say.
         * @description The same value again changes nothing. A namespace belongs to the role that first wrote in it; beside it only stewards
         *     write there.
         */
        put: operations["putExtension"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/customers/{number}/kept-apart": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Customers that are one with this and may not be merged with it, as stewards have said.
         * @description Who is one with one of them is among them, unless it was judged different from this one.
         */
        get: operations["listKeptApart"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/customers/{number}/lineage": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Where each value of a customer comes from: winner, losers and the rule that set them apart. */
        get: operations["readLineage"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/customers/{number}/records": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The source records that make a customer. */
        get: operations["listRecords"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/customers/{number}/records/{record_id}/versions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What one record of a customer has said, the latest heard first. */
        get: operations["listRecordVersions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/customers/{number}/relations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A customer's ties to others. Of another branch's customer only the branch is told. */
        get: operations["listRelations"];
        put?: never;
        /**
         * Enters a tie between two customers that the caller both sees.
         * @description It takes the same road as a row of a file. Send an `idempotency-key`, and a write whose answer was lost can be sent
         *     again.
         */
        post: operations["createRelation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/customers/{number}/relations/{record_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Ends a tie that was entered at the desk. Its past stays.
         * @description A tie that another system keeps is ended there.
         */
        delete: operations["endRelation"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/customers/{number}/reveal": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Shows one masked value in clear, for a purpose and a minute.
         * @description Who saw what and why is on disk before the answer goes out.
         */
        post: operations["revealValue"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/customers/{number}/similar": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Customers that a rule names as similar to this one. Of another branch's customer only the branch is told. */
        get: operations["listSimilar"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/customers/{number}/subjects/{subject}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One subject of a customer: its golden values under that heading.
         * @description Relation, contract and event hold what is no value; each answers under its own path beside these.
         */
        get: operations["readCustomerSubject"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/customers/{number}/subjects/contract": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The subject 合约 of a customer: what it holds, and its contracts. */
        get: operations["readContractSubject"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/customers/{number}/subjects/event": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The subject 事件 of a customer: what became of it, as `timeline` tells it. */
        get: operations["readEventSubject"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/customers/{number}/subjects/relation": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The subject 关系 of a customer: its ties to others, as `relations` tells them. */
        get: operations["readRelationSubject"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/customers/{number}/timeline": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** All that became of a customer, act by act, the latest first. */
        get: operations["readTimeline"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/customers/check": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Looks whether a customer may be entered, and who is similar, before anything is written. */
        post: operations["checkCustomer"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/customers/check-list": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Holds a list of leads against the customers, by the rules by which one is looked at before it is entered.
         * @description Each lead is a customer already, likely to be one, a customer of another branch of whom the branch alone is told, or
         *     new; and it is told which lead of the list it repeats. Nothing is written. What is found does not depend on what the
         *     caller sees in clear; what is told of it does.
         */
        post: operations["checkCustomerList"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/customers/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The list as a file: what is masked on the screen is masked in it.
         * @description The first 10,000 rows of the list that the same filter gives, in its order, as CSV (UTF-8, the first line names the
         *     columns); narrow the filter for the others. The line in the trail is on disk before the file goes out.
         */
        get: operations["exportCustomers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/customers/identify": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Finds the one customer who carries a document or whom a source calls by a key.
         * @description The same person arriving at the counter, by phone or on line gets the same number. A customer of another branch is
         *     answered by the problem `elsewhere`, which names the branch and nothing more.
         */
        post: operations["identifyCustomer"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/loads": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** All loads, the latest first. */
        get: operations["listLoads"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/loads/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A load. */
        get: operations["readLoad"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/loads/{id}/rejects": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The rows that a load could not take, as its source wrote them, each with its reason. */
        get: operations["downloadRejects"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/matching/{of}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The matching policy in force: weights, limits, keys, versions. */
        get: operations["readMatchingPolicy"];
        /** Puts another matching policy in force, as a new version; everybody is weighed by it then. */
        put: operations["putMatchingPolicy"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/matching/{of}/trials": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Tries another matching policy on the live stock: a job counts what would change, and nothing else is written. */
        post: operations["tryMatchingPolicy"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/matching/jobs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The work on the whole stock, the newest first. */
        get: operations["listMatchJobs"];
        put?: never;
        /** Begins work on the whole stock; it is done page by page beside everything else. */
        post: operations["beginMatchJob"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/matching/jobs/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One job. */
        get: operations["readMatchJob"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Pauses a job, lets it go on, or ends it. */
        patch: operations["moveMatchJob"];
        trace?: never;
    };
    "/api/v1/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who is signed in, and what they may do. */
        get: operations["readMe"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Changes one's own profile. */
        patch: operations["changeMe"];
        trace?: never;
    };
    "/api/v1/me/identities": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who one is oneself at the identity provider. */
        get: operations["listMyIdentities"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Changes one's own password; all other sessions end. */
        post: operations["changePassword"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One's own sessions, newest first. */
        get: operations["listSessions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/sessions/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Ends one of one's own sessions. */
        delete: operations["endSession"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/totp": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Confirms the second factor with its first code. */
        put: operations["confirmSecondFactor"];
        /** Makes a secret for an authenticator app; it counts once a code of it was confirmed. */
        post: operations["enrolSecondFactor"];
        /** Removes the second factor. */
        delete: operations["removeSecondFactor"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/oidc/callback": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lets somebody in whom the provider vouches for: a session begins, and the browser goes to the page it wanted. */
        get: operations["finishProviderSignIn"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/oidc/code": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Lets somebody in whom the provider named, and who has a second factor here for which it does not stand. */
        post: operations["showProviderCode"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/oidc/sign-out": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Sends a browser that has signed out here to the provider, to sign out there. */
        get: operations["signOutOfProvider"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/oidc/start": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Sends the browser to the identity provider. */
        get: operations["beginProviderSignIn"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/policies/{kind}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The rules in force: who is the same customer, which value wins. */
        get: operations["readPolicy"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/policies/{kind}/versions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The versions of the rules, the newest, which is in force, first. */
        get: operations["listPolicyVersions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/policies/{kind}/versions/{version}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A version of the rules, word for word. */
        get: operations["readPolicyVersion"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/policies/identity/trials": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Tries other identity rules on the live stock: a job counts who would be one and who would part, and nothing else
         *     is written.
         */
        post: operations["tryIdentityRules"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/purposes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The bank's list of purposes. */
        get: operations["listPurposes"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/roles": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Every role with its rows of the table in force. */
        get: operations["listRoles"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/search": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Finds customers by whatever people type.
         * @description Earlier values find the customer too, and say that they are earlier.
         */
        get: operations["search"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/service-keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Every key there is or was. */
        get: operations["listServiceKeys"];
        put?: never;
        /** Makes a key and shows it, once. */
        post: operations["createServiceKey"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/service-keys/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Revokes a key at once. */
        delete: operations["revokeServiceKey"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/session": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Lets somebody in: a session begins, its cookie comes with the answer. */
        post: operations["signIn"];
        /** Ends this session. */
        delete: operations["signOut"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sign-in-options": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How one may sign in here. */
        get: operations["readSignInOptions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/similar-pairs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The similar pairs of the bank, those named last first.
         * @description A pair is listed when one of the two is in the caller's sight. Of the other, where it is not, only the branches
         *     that keep it are told ("exists at branch B, ask there"), and nothing of what both have in common; a pair of two
         *     customers out of sight is left out.
         */
        get: operations["listSimilarPairs"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/similar-pairs/rules": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The rules that name similar pairs, in words, and how many each names in the caller's sight. */
        get: operations["countSimilarPairs"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sources": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The source systems, each with its counts and its last load. */
        get: operations["listSources"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sources/{name}/mappings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The versions of a source's mapping, the latest first. */
        get: operations["listMappings"];
        put?: never;
        /** Puts a new version of a source's mapping in force: what comes from now on is read by it. */
        post: operations["putMapping"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sources/{name}/mappings/{version}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A version of a source's mapping. */
        get: operations["readMapping"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sources/{name}/mappings/try": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Tries a mapping on a sample; nothing is kept of either. */
        post: operations["tryMapping"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/standards/check": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Checks a value by a rule of the standards. */
        post: operations["checkStandard"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/statistics/customers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How many customers there are and what they hold, by unit, kind and level; each cell leads to its list. */
        get: operations["countCustomers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/suspects": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The suspects of the bank: those likeliest to be one first, or the oldest.
         * @description A suspect is listed when one of the two is in the caller's sight. Of the other, where it is not, only the branches
         *     that keep it are told.
         */
        get: operations["listSuspects"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/suspects/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A suspect with everything that tells whether the two are one; nothing is written. */
        get: operations["readSuspect"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/suspects/{id}/verdicts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Says what two customers are.
         * @description With `relation` the two are tied first, as the form for ties does and by its right, and judged then: should the
         *     second fail, the tie stands, the suspect waits on, and the same request can be sent again without a second tie.
         *
         *     Where earlier judgements speak against it, the problem `conflict` names them; they are overruled by sending
         *     `despite: true`.
         */
        post: operations["judgeSuspect"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/suspects/assign": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Assigns suspects in the caller's sight to somebody, or to nobody. */
        post: operations["assignSuspects"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/suspects/counts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How many suspects are in the caller's sight, by status and category. */
        get: operations["countSuspects"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/suspects/dry-merge": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Tries a merge of any number of customers: what would survive, by the same rules as the screen, and what speaks
         *     against it.
         */
        post: operations["tryMerge"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/suspects/judges": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who may judge suspects: whom they can be assigned to. */
        get: operations["listJudges"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/units": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Every unit, by code. */
        get: operations["listUnits"];
        put?: never;
        /** Adds a unit. */
        post: operations["createUnit"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/units/{code}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Gives a unit another name or hangs it elsewhere; who sees what changes at once. */
        patch: operations["changeUnit"];
        trace?: never;
    };
    "/api/v1/users": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Users in reach, by login. */
        get: operations["listUsers"];
        put?: never;
        /** Adds somebody, with a password for one use. */
        post: operations["createUser"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/users/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A user. */
        get: operations["readUser"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Changes a user: needs the right to change users, and for roles the right to grant them. It holds at once. */
        patch: operations["changeUser"];
        trace?: never;
    };
    "/api/v1/users/{id}/access": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What a user may do, all roles merged, and the rows of the table that say so. */
        get: operations["readUserAccess"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/users/{id}/identities": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who a user is at the identity provider. */
        get: operations["listIdentities"];
        put?: never;
        /** Links a user to who they are at the identity provider: whoever signs in there as this subject is this user. */
        post: operations["linkIdentity"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/users/{id}/identities/{link}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Ends a link: its sessions end with it. */
        delete: operations["unlinkIdentity"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/users/{id}/password-reset": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Makes a new password for one use; every session of the user ends and a lock is lifted. */
        post: operations["resetPassword"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/users/{id}/unlock": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Lifts the lock of too many wrong passwords. */
        post: operations["unlockUser"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/views": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The views that reach you, your own among them. */
        get: operations["listSharedViews"];
        put?: never;
        /** Shares a view with one's unit, with the units below it too, or with the whole bank, as far as one's right reaches. */
        post: operations["shareView"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/views/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Takes a shared view back: one's own, or that of an owner who has left. */
        delete: operations["takeViewBack"];
        options?: never;
        head?: never;
        /** Changes a shared view of one's own; whoever it reaches sees it so at once. */
        patch: operations["changeSharedView"];
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /** @description A version of the table. */
        AccessPolicy: {
            /**
             * Format: date-time
             * @description Since when it is in force.
             */
            created_at: string;
            /** @description By whom. */
            created_by: string;
            /** @description Why it was made. */
            note: string;
            /** @description Its rows. */
            rows: components["schemas"]["PolicyRow"][];
            /** @description The text (TOML). */
            text: string;
            /**
             * Format: int32
             * @description Its number.
             */
            version: number;
        };
        /** @description A version without its text. */
        AccessPolicyVersion: {
            /**
             * Format: date-time
             * @description Since when it is or was in force.
             */
            created_at: string;
            /** @description By whom. */
            created_by: string;
            /** @description Why it was made. */
            note: string;
            /**
             * Format: int32
             * @description Its number.
             */
            version: number;
        };
        /** @description What a check says. */
        AdmissionCheck: {
            /** @description Whether it may be entered. */
            admissible: boolean;
            /** @description Customers of other branches who are likely to be this one: ask there first. */
            elsewhere: components["schemas"]["SimilarElsewhere"][];
            /** @description What keeps it from being entered, each item with its rule. */
            errors: components["schemas"]["FieldError"][];
            /** @description The customer in sight who carries the document already: entering adds to that one. */
            existing?: components["schemas"]["CustomerRow"];
            /** @description Customers in sight who are similar, each with what makes it so: look at them first. */
            similar: components["schemas"]["SimilarKnown"][];
        };
        /** @description What is corrected of an agreement. */
        AgreementCorrection: {
            balance?: components["schemas"]["NewBalance"] | null;
            /** @description Values that are to be otherwise; each with what the caller had seen. */
            changes?: components["schemas"]["ValueChange"][];
        };
        /**
         * @description What became of it.
         * @enum {string}
         */
        AgreementOutcome: "created" | "corrected" | "again";
        /** @description An agreement that was entered or corrected. */
        AgreementWritten: {
            /** @description The agreement as it stands now. */
            agreement: components["schemas"]["Holding"];
            /** @description The customer. */
            number: string;
            /** @description `created`; `corrected`; `again`: the same key had been sent before. */
            outcome: components["schemas"]["AgreementOutcome"];
            /**
             * Format: int64
             * @description The customer's version now: what the next write is based on.
             */
            version: number;
        };
        /** @description An amount in a currency. */
        Amount: {
            /**
             * @description A decimal, as the caller may see it.
             * @example 1234.56
             */
            amount?: string | null;
            /**
             * @description The currency.
             * @example CNY
             */
            currency: string;
            /** @description What it says: `book`, `outstanding`, `market_value` ... */
            kind: string;
            /** @description Whether it is masked. */
            masked: boolean;
            /**
             * Format: date
             * @description The day it is of; absent of a sum.
             */
            on?: string;
        };
        /** @description How many were assigned. */
        Assigned: {
            /**
             * Format: int64
             * @description How many.
             */
            assigned: number;
        };
        /** @description Who is to look at some suspects. */
        Assignment: {
            /** @description The suspects, 200 at most. */
            suspects: string[];
            /** @description The user's id, or `me`; null: nobody. */
            to?: string | null;
        };
        /** @description The catalogue: what ECIF keeps of a customer, an agreement, a relation. */
        AttributeCatalogue: {
            /** @description The attributes, in the order they are shown. */
            attributes: components["schemas"]["AttributeInfo"][];
            /** @description The nine subjects, in the order they are shown. */
            subjects: components["schemas"]["SubjectInfo"][];
        };
        /** @description An attribute. */
        AttributeInfo: {
            /** @description What it describes: `party`, `account`, `relation`. */
            about: string;
            /** @description Its class of sensitivity. */
            class: string;
            /** @description The code table of its values, where one is shipped. */
            code_table?: string;
            /** @description Whether it is part of identity. */
            identity: boolean;
            /** @description What kind of value it is: which mask fits it. */
            kind: string;
            /** @description Its title. */
            label: components["schemas"]["Label"];
            /** @description Whether several values are kept. */
            many: boolean;
            /** @description Its name. */
            name: string;
            /** @description The subject it stands under. */
            subject: string;
            /** @description The type its values are read as: `text`, `code`, `date`, `decimal`, `integer`. */
            value_type: string;
        };
        /** @description A line of the trail. */
        AuditLine: {
            /** @description What was done. */
            action: string;
            /** @description Who: an id. */
            actor: string;
            /** @description `user`, `service` or `command`. */
            actor_kind: string;
            /** @description What they are called now. */
            actor_name?: string;
            /**
             * Format: date-time
             * @description When.
             */
            at: string;
            /** @description What made it happen: a trace number or a command. */
            cause: string;
            /**
             * Format: uuid
             * @description The chain it stands in.
             */
            chain: string;
            /** @description Names of fields, counts, codes. */
            detail: Record<string, never>;
            /**
             * Format: int64
             * @description Its number there.
             */
            line: number;
            /** @description To what kind of thing. */
            object: string;
            /** @description `done`, `refused` or `failed`. */
            outcome: string;
            /** @description What for. */
            purpose: string;
            /** @description To which. */
            target?: string;
        };
        /** @description Whether the trail is as it was written. */
        AuditVerification: {
            /**
             * Format: date-time
             * @description When it was made.
             */
            anchored_at?: string;
            /**
             * Format: int64
             * @description Anchors that were read.
             */
            anchors: number;
            /**
             * Format: int64
             * @description Chains that were read.
             */
            chains: number;
            /** @description What is not as it was written, in words. */
            faults: string[];
            /** @description The last anchor, as `NUMBER:DIGEST`: to be kept outside the database. */
            last_anchor?: string;
            /**
             * Format: int64
             * @description Lines that were read.
             */
            lines: number;
            /** @description Whether all is as it was written. */
            sound: boolean;
        };
        /** @description A branch, as an answer names it. */
        BranchName: {
            /** @description Its code. */
            code: string;
            /** @description Its name. */
            name: string;
        };
        /** @description A value that one record states. */
        Candidate: {
            /** @description The record's key there, as the caller may see it. */
            key?: string | null;
            /** @description Whether something was kept back. */
            masked: boolean;
            /** @description What a code means. */
            meaning?: components["schemas"]["Label"];
            /** @description For a survivor: what set it above the next. For a loser: what set the winner above it. */
            reason: components["schemas"]["ReasonView"];
            /** @description The record. */
            record_id: string;
            /**
             * Format: date
             * @description Since when it says so.
             */
            since: string;
            /** @description The source that says so. */
            source: string;
            /** @description It is too old for its level to count. */
            stale: boolean;
            /** @description It survives. */
            survives: boolean;
            /** @description The value as the caller may see it; null when it is hidden. */
            value?: string | null;
            /** @description How far it was checked. */
            verification: string;
        };
        /** @description Whether a change shows in the golden record. */
        ChangeOutcome: {
            /** @description The attribute. */
            attribute: string;
            /** @description What decided. */
            reason?: components["schemas"]["ReasonView"];
            /** @description Whether what the desk says survives; another source's word may weigh more. */
            survives: boolean;
        };
        /** @description A lead and what it is. */
        CheckedLead: {
            /**
             * @description The document or code by which it is that customer.
             * @example resident_id
             */
            by?: string;
            /** @description The customer it is. */
            customer?: components["schemas"]["LeadCustomer"];
            /** @description Where to ask: customers of other branches, and those who are kept back, whom it is, or is likely to be. */
            elsewhere: components["schemas"]["LeadElsewhere"][];
            /** @description What of the lead cannot be read. */
            errors: components["schemas"]["FieldError"][];
            /** @description `customer`, `elsewhere`, `likely`, `new`, `unclear`. */
            is: components["schemas"]["LeadIs"];
            /**
             * @description Whether who it is, and why, is kept back: it was found by what lies masked before the caller. The branches that
             *     keep it are told under `elsewhere`.
             */
            kept_back: boolean;
            /** @description Its place in the list, from 1. */
            row: number;
            /** @description An earlier lead of this list that is the same one, or likely to be. */
            same_as?: components["schemas"]["SameLead"];
            /** @description Customers in sight whom it is likely to be, the likeliest first; 3 at most. */
            similar: components["schemas"]["LeadSimilar"][];
        };
        /** @description What a list comes to. */
        CheckedList: {
            /** @description How many of which. */
            counts: components["schemas"]["LeadCounts"];
            /** @description Each lead, in the order of the list. */
            rows: components["schemas"]["CheckedLead"][];
        };
        /** @description What a rule says of a value. */
        CheckResult: {
            /** @description `ok`, the word of a fault, or a normal form. */
            result: unknown;
            /** @description The rule. */
            rule: string;
        };
        /** @description A value to check. */
        CheckWish: {
            /** @description What it is to check: a text for most rules. */
            input: unknown;
            /**
             * @description The rule, as `ID-01`.
             * @example ID-01
             */
            rule: string;
        };
        /** @description A code table. */
        CodeTableInfo: {
            /**
             * @description Its name.
             * @example sex
             */
            name: string;
            /** @description The standard that fixes the codes. */
            standard: string;
            /** @description Its title. */
            title: components["schemas"]["Label"];
            /** @description How many codes it has. */
            values: number;
            /**
             * Format: int64
             * @description The version of the whole table: 0 as shipped; each change of a code, and of the mapping it comes from, raises it.
             */
            version: number;
        };
        /** @description A code table with its codes. */
        CodeTableText: {
            /** @description Its name. */
            name: string;
            /** @description The standard that fixes the codes. */
            standard: string;
            /** @description Its title. */
            title: components["schemas"]["Label"];
            /** @description The codes, in the order of the standard. */
            values: components["schemas"]["CodeValue"][];
            /**
             * Format: int64
             * @description The version of the whole table: 0 as shipped; each change of a code, and of the mapping it comes from, raises it.
             */
            version: number;
        };
        /** @description A code. */
        CodeValue: {
            /** @description The code. */
            code: string;
            /** @description Its name. */
            label: components["schemas"]["Label"];
            /** @description In a translation of a source's codes: our code for it. */
            means?: string;
            /** @description The code it belongs under. */
            parent?: string;
            /** @description Not to be used any more; still explained where it stands. */
            retired: boolean;
            /**
             * Format: int32
             * @description 0 as shipped or as the mapping has it; each change of the bank's raises it.
             */
            version: number;
        };
        /** @description A value of a code table, new or as it is to be. */
        CodeValueWish: {
            /**
             * Format: int32
             * @description The version the caller had seen; 0 of one that is shipped or not there yet.
             */
            base_version?: number;
            /** @description The code. */
            code: string;
            /** @description Its English name. */
            en?: string;
            /** @description In a translation of a source's codes: our code for it. */
            means?: string | null;
            /** @description The code it belongs under. */
            parent?: string | null;
            /** @description Not to be used any more. */
            retired?: boolean;
            /** @description Its Chinese name. */
            zh: string;
        };
        /** @description A customer and those who are one with it, told as one. */
        Combined: {
            /**
             * Format: date-time
             * @description What the bank knew at this instant.
             */
            as_of: string;
            /** @description The customers: the one asked for, then the others in sight by number, then those of other branches. */
            customers: components["schemas"]["KeptApart"][];
            /** @description What they hold together; absent where the caller may not read agreements. */
            holdings?: components["schemas"]["CombinedHoldings"];
            /** @description Documents and codes, each once. */
            identifications: components["schemas"]["CombinedIdentification"][];
            /** @description The values, attribute by attribute, each value once. */
            lines: components["schemas"]["CombinedLine"][];
            /**
             * Format: date
             * @description What held on this business date.
             */
            valid_on: string;
        };
        /** @description An agreement and who has a part in it. */
        CombinedAgreement: {
            /** @description The agreement, as the first of them has it. */
            agreement: components["schemas"]["Holding"];
            /** @description Which of the customers have a part in it. */
            held_by: string[];
        };
        /** @description A product line. */
        CombinedHoldingLine: {
            /** @description How many agreements there are. */
            accounts: number;
            /** @description The agreements. */
            agreements: components["schemas"]["CombinedAgreement"][];
            /** @description Its title. */
            label: components["schemas"]["Label"];
            /**
             * @description The line: what stands before the point of a product's code; `other` where the product is not known.
             * @example DEP
             */
            line: string;
            /** @description What each of them holds of it. */
            shares: components["schemas"]["CombinedShare"][];
            /** @description Subtotals. */
            totals: components["schemas"]["Amount"][];
        };
        /** @description What they hold together. */
        CombinedHoldings: {
            /** @description How many agreements there are; one that several of them have a part in counts once. */
            accounts: number;
            /** @description The lines. */
            lines: components["schemas"]["CombinedHoldingLine"][];
            /** @description The customers whose agreements these are. */
            of: string[];
            /** @description All balances, by what they say and by currency; each agreement's once. */
            totals: components["schemas"]["Amount"][];
        };
        /** @description A document or code. */
        CombinedIdentification: {
            /** @description Its title. */
            label: components["schemas"]["Label"];
            /** @description Whether something was kept back. */
            masked: boolean;
            /** @description The number as the caller may see it; null when it is hidden. */
            number?: string | null;
            /** @description Who carries it. */
            said_by: components["schemas"]["CombinedSource"][];
            /**
             * @description The kind.
             * @example resident_id
             */
            type: string;
            /** @description Whether it passes its rule. */
            valid: boolean;
        };
        /** @description What they say of an attribute. */
        CombinedLine: {
            /**
             * @description The attribute.
             * @example mobile
             */
            attribute: string;
            /** @description Those who say something of it do not all say the same. */
            differs: boolean;
            /** @description What kind of value it is: `name`, `phone`, `date` ... */
            kind: string;
            /** @description Its title. */
            label: components["schemas"]["Label"];
            /** @description The subject it stands under. */
            subject: string;
            /** @description The values, each once, the asked customer's first. */
            values: components["schemas"]["CombinedValue"][];
        };
        /** @description What one of them holds of a line. */
        CombinedShare: {
            /** @description How many agreements it has a part in. */
            accounts: number;
            /**
             * @description The customer.
             * @example 100000000016
             */
            number: string;
            /** @description What they come to. */
            totals: components["schemas"]["Amount"][];
        };
        /** @description Which of the customers says something. */
        CombinedSource: {
            /**
             * @description The customer.
             * @example 100000000016
             */
            number: string;
            /** @description Its place among several there, from 1. */
            rank: number;
            /** @description The source whose word stands there. */
            source: string;
        };
        /** @description A value and who has it. */
        CombinedValue: {
            /** @description Whether something was kept back. */
            masked: boolean;
            /** @description What a code means. */
            meaning?: components["schemas"]["Label"];
            /** @description Who has it. */
            said_by: components["schemas"]["CombinedSource"][];
            /** @description The value as the caller may see it; null when it is hidden. */
            value?: string | null;
        };
        /** @description The five lists of contracts. */
        Contracts: {
            /** @description 抵质押: agreements that something is pledged for. */
            collateral: components["schemas"]["Holding"][];
            /** @description 额度: agreements with a credit limit. */
            credit_lines: components["schemas"]["Holding"][];
            /** @description 保证: where the customer answers for another. */
            guarantees: components["schemas"]["Holding"][];
            /** @description 贷款 */
            loans: components["schemas"]["Holding"][];
            /** @description 签约产品: the products that were signed. */
            products: components["schemas"]["SignedProduct"][];
        };
        /** @description What stands under the subject 合约 of a customer. */
        ContractSubject: {
            /** @description Its contracts in five lists, as `contracts` tells them. */
            contracts: components["schemas"]["Contracts"];
            /** @description What it holds, as `accounts` tells it. */
            holdings: components["schemas"]["Holdings"];
        };
        /** @description A customer after a correction. */
        Corrected: {
            /** @description What became of each change. */
            changes: components["schemas"]["ChangeOutcome"][];
            /** @description The customer. */
            customer: components["schemas"]["Customer"];
        };
        /** @description What is corrected. */
        Correction: {
            /**
             * Format: int64
             * @description The version the caller had seen.
             */
            base_version: number;
            /** @description What is to be otherwise. */
            changes?: components["schemas"]["ValueChange"][];
            /** @description Another customer who carries one of these documents was looked at: it is to be said all the same. */
            confirmed?: boolean;
            /** @description Documents and codes that are to be otherwise. */
            identifications?: components["schemas"]["IdentificationChange"][];
        };
        /** @description A customer's golden record with the origin of each value. */
        Customer: {
            /**
             * Format: date-time
             * @description What the bank knew at this instant.
             */
            as_of: string;
            /** @description The number asked for, when another answers for it. */
            asked?: string;
            /** @description Other numbers that lead here. */
            former_numbers: string[];
            /** @description Documents and codes, the primary one first. */
            identifications: components["schemas"]["CustomerIdentification"][];
            /** @description `individual`, `organisation`, `financial_institution`. */
            kind: string;
            /** @description The name, as the caller may see it. */
            name?: string | null;
            /** @description Whether the name is masked. */
            name_masked: boolean;
            /**
             * @description The number that answers.
             * @example 100000000016
             */
            number: string;
            /** @description How many records make the customer. */
            records: number;
            /** @description The sources that know it. */
            sources: string[];
            /**
             * Format: int32
             * @description Values older than this many months lose standing.
             */
            stale_after_months: number;
            /** @description The values, by subject. */
            subjects: components["schemas"]["Subjects"];
            /** @description The units that keep a current record or agreement of it. */
            units: string[];
            /**
             * Format: date
             * @description What held on this business date.
             */
            valid_on: string;
            /**
             * Format: int64
             * @description Its version now: what a correction is based on.
             */
            version: number;
            /** @description Why the caller sees this customer, by the policy table. */
            visible_because: components["schemas"]["Label"][];
        };
        /** @description What is said of a customer under one name, with all that was said before. */
        CustomerExtension: components["schemas"]["ExtensionSaid"] & {
            /** @description What was said before, the latest first. */
            earlier: components["schemas"]["ExtensionSaid"][];
            /**
             * @description What is said.
             * @example rating
             */
            name: string;
            /**
             * @description The namespace: whose word it is.
             * @example segments
             */
            namespace: string;
        };
        /** @description A document or code. */
        CustomerIdentification: {
            /** @description Whether both days are kept back. */
            days_masked: boolean;
            /**
             * Format: date
             * @description Valid until; 9999-12-31 is long-term.
             */
            expires_on?: string;
            /**
             * Format: date
             * @description Valid from.
             */
            issued_on?: string;
            /** @description Who issued it. */
            issuer?: string;
            /** @description Its title. */
            label: components["schemas"]["Label"];
            /** @description Whether something was kept back. */
            masked: boolean;
            /** @description The number as the caller may see it; null when it is hidden. */
            number?: string | null;
            /** @description The record that gave it. */
            record_id: string;
            /**
             * Format: date
             * @description Since when it says so.
             */
            since: string;
            /** @description The source that gave it. */
            source: string;
            /**
             * @description The kind.
             * @example resident_id
             */
            type: string;
            /** @description Whether it passes its rule. */
            valid: boolean;
            /** @description How far it was checked. */
            verification: string;
        };
        /** @description A record of a source. */
        CustomerRecord: {
            /**
             * Format: date
             * @description The business date of the version in force.
             */
            business_date: string;
            /**
             * @description Why: the rule and the kind of key, or `alone`.
             * @example M1 resident_id
             */
            cause: string;
            /** @description What is wrong with it, by rule and field. */
            findings: components["schemas"]["RecordFinding"][];
            /**
             * Format: date
             * @description The day it went from its source.
             */
            gone_on?: string;
            /** @description What it carries. */
            identifications: components["schemas"]["RecordIdentification"][];
            /** @description Its key there, as the caller may see it. */
            key?: string | null;
            /** @description The record. */
            record_id: string;
            /**
             * Format: date-time
             * @description Since when it belongs to this customer.
             */
            since: string;
            /** @description Its source. */
            source: string;
            /** @description The unit that keeps it. */
            unit?: string;
            /** @description How many versions are known. */
            versions: number;
        };
        /** @description A tie to another customer. */
        CustomerRelation: {
            /** @description Where it is another branch's: the branches to ask. */
            elsewhere: string[];
            /**
             * @description The kind, read from this customer if `outward`, else towards it.
             * @example spouse
             */
            kind: string;
            /** @description Whether something was kept back. */
            masked: boolean;
            /** @description Whether it reads the same from either side, as of spouses. */
            mutual: boolean;
            /** @description Its name, as the caller may see it. */
            name?: string | null;
            /** @description The other customer's number; absent when no source has told of it, or it is another branch's. */
            number?: string;
            /** @description Whether the tie starts from this customer. */
            outward: boolean;
            /**
             * @description The share in percent, a decimal.
             * @example 35.00
             */
            share?: string;
            /** @description Who says so: each source with its record. */
            stated_by: components["schemas"]["RelationSource"][];
            /** @description What else is said of it: post, since, until, amount. */
            values: {
                [key: string]: string;
            };
        };
        /** @description A customer as a list shows it. */
        CustomerRow: {
            /**
             * Format: int32
             * @description How many current agreements it is the first holder of.
             */
            accounts: number;
            /** @description Whether the amounts are masked. */
            amounts_masked: boolean;
            /**
             * @description The latest balances of these agreements in CNY, a decimal, as the caller may see it.
             * @example 1234.56
             */
            balance_cny?: string | null;
            /**
             * Format: date
             * @description The day the first of its documents expires; none where all are long-term, nobody says, or it is kept back.
             */
            expires_on?: string;
            /** @description Whether the day is kept back. */
            expiry_masked: boolean;
            /** @description `individual`, `organisation`, `financial_institution`. */
            kind: string;
            /** @description The customer level, a code. */
            level?: string;
            /** @description The staff numbers of the managers who look after it. */
            managers: string[];
            /** @description The name, as the caller may see it. */
            name?: string | null;
            /** @description Whether the name is masked. */
            name_masked: boolean;
            /**
             * @description The number that answers.
             * @example 100000000016
             */
            number: string;
            /**
             * Format: date
             * @description Since when it is a customer.
             */
            opened_on?: string;
            /** @description What is outstanding on them in CNY. */
            owed_cny?: string | null;
            /**
             * Format: int32
             * @description How many current records make it.
             */
            records: number;
            /** @description The sources that know it. */
            sources: string[];
            /** @description The units that keep a current record or agreement. */
            units: string[];
            /**
             * Format: date-time
             * @description When the row was made.
             */
            updated_at: string;
        };
        /** @description How many customers there are. */
        CustomerStatistics: {
            /** @description The cells. */
            cells: components["schemas"]["StatisticsCell"][];
        };
        /** @description A surviving value. */
        CustomerValue: {
            /**
             * @description The attribute.
             * @example mobile
             */
            attribute: string;
            /** @description Its class of sensitivity: `C1`, `C2`. */
            class: string;
            /** @description What kind of value it is: `name`, `phone`, `date` ... */
            kind: string;
            /** @description Its title. */
            label: components["schemas"]["Label"];
            /** @description Whether something was kept back. */
            masked: boolean;
            /** @description What a code means. */
            meaning?: components["schemas"]["Label"];
            /** @description Its place among several, from 1. */
            rank: number;
            /** @description Why it stands here. */
            reason: components["schemas"]["ReasonView"];
            /** @description The record that says so. */
            record_id: string;
            /**
             * Format: date
             * @description Since when it says so.
             */
            since: string;
            /** @description The source that says so. */
            source: string;
            /** @description The value as the caller may see it; null when it is hidden. */
            value?: string | null;
            /** @description How far it was checked. */
            verification: string;
        };
        /** @description Two who cannot be one, or were judged not to be. */
        DryConflict: {
            /** @description The one's number. */
            one: string;
            /** @description The other's. */
            other: string;
            /**
             * @description `kept_apart`: permanent identifiers, both right, differ; `kind`: a person and an organisation; `different`,
             *     `same_kept`: judged so.
             */
            why: string;
        };
        /** @description Customers to be tried as one. */
        DryMerge: {
            /** @description Their numbers, 2 to 100. */
            numbers: string[];
        };
        /** @description What a merge would come to; nothing is written. */
        DryMerged: {
            /**
             * Format: int32
             * @description Agreements it would hold.
             */
            accounts: number;
            /** @description What speaks against it, two by two. */
            conflicts: components["schemas"]["DryConflict"][];
            /** @description The numbers that would lead to it. */
            forwarded: string[];
            /** @description What the records say and what would survive, a line for each field. */
            lines: components["schemas"]["ReviewLine"][];
            /** @description Whether nothing speaks against it. */
            mergeable: boolean;
            /**
             * Format: int32
             * @description Records that would make the one customer.
             */
            records: number;
            /** @description Systems that would hear of it. */
            sources: string[];
            /** @description The number that would stay: the oldest. */
            survivor: string;
            /** @description Units that would keep it. */
            units: string[];
            /** @description Numbers of which no customer is in sight. */
            unknown: string[];
        };
        /** @description What an authenticator app needs; shown once. */
        Enrolment: {
            /** @description The same as an address, for a picture to scan. */
            otpauth_url: string;
            /** @description The secret in base 32. */
            secret: string;
        };
        /** @description A customer that was entered. */
        Entered: {
            /** @description The customer. */
            customer: components["schemas"]["Customer"];
            /**
             * @description `created`: a new customer; `joined`: the record joined a customer that was there; `again`: the same key had
             *     been sent before.
             */
            outcome: components["schemas"]["EnteredOutcome"];
        };
        /**
         * @description What became of it.
         * @enum {string}
         */
        EnteredOutcome: "created" | "joined" | "again";
        /** @description One version of it. */
        ExtensionSaid: {
            /**
             * Format: date-time
             * @description When.
             */
            at: string;
            /** @description The caller may not see the value. */
            masked: boolean;
            /** @description The number it was said of. */
            number: string;
            /** @description Who said so: the id of a user or a service key. */
            said_by: string;
            /** @description What was said: any JSON; null when the caller may not see it. */
            value: unknown;
            /**
             * Format: int32
             * @description The version.
             */
            version: number;
        };
        /** @description What a service has to say of a customer. */
        ExtensionWish: {
            /**
             * Format: int32
             * @description The version it was made from, where the service minds; 0 where there was none.
             */
            base_version?: number | null;
            /**
             * @description The namespace: whose word it is.
             * @example segments
             */
            namespace: string;
            /**
             * @description What is said: a figure, a word or a small object, 16 KiB at most. It is shown as codes are, so no document,
             *     phone or address belongs in it.
             */
            value: unknown;
        };
        /** @description A feed of a mapping. */
        FeedInfo: {
            /** @description What its rows are about: `party`, `account`, `holder`, `relation`. */
            about: string;
            /** @description Its name. */
            name: string;
        };
        /** @description One field that two people changed. */
        FieldConflict: {
            /** @description What the caller had seen. */
            before: unknown;
            /** @description The field. */
            field: string;
            /** @description What the caller wants. */
            mine: unknown;
            /** @description What stands there now. */
            theirs: unknown;
        };
        /** @description What is wrong with one field. */
        FieldError: {
            /** @description A stable word for what is wrong. */
            code: string;
            /** @description The numbers of the customers it is about: with `similar`, those to look at first. */
            customers?: string[];
            /** @description The field: a dotted path in the body, or the name of a query or path item. */
            field: string;
            /** @description How to mend it. */
            mend?: string;
            /** @description What is wrong, for people. */
            message: string;
            /** @description The rule that says so, where a rule of the bank does. */
            rule?: string;
        };
        /** @description A field that speaks for or against two being one. */
        FieldSaid: {
            /**
             * @description The field.
             * @example birth_date
             */
            field: string;
            /**
             * @description The level at which the two stand.
             * @example same
             */
            level: string;
        };
        /** @description How much is seen of one class and kind of value. */
        FieldView: {
            /** @description The class: C1, C2 or C3. */
            class: string;
            /** @description The kind of value. */
            kind: string;
            /** @description `clear`, `masked` or `hidden`. */
            view: string;
        };
        /** @description An agreement the customer has a part in. */
        Holding: {
            /** @description The latest balances. */
            balances: components["schemas"]["Amount"][];
            /**
             * Format: date
             * @description The day it went from its source.
             */
            gone_on?: string;
            /** @description Its key there, as the caller may see it. */
            key?: string | null;
            /** @description Who else has a part in it. */
            others: components["schemas"]["HoldingPart"][];
            /** @description The product. */
            product: string;
            /** @description The record that says so: what a correction of one that was entered at the desk names. */
            record_id: string;
            /** @description The customer's parts in it: `owner`, `joint_owner`, `borrower`, `guarantor` ... */
            roles: string[];
            /** @description The source that keeps it. */
            source: string;
            /** @description The unit that keeps it. */
            unit?: string;
            /** @description Its values. */
            values: components["schemas"]["HoldingValue"][];
        };
        /** @description A product line, as deposits. */
        HoldingLine: {
            /** @description How many agreements there are. */
            accounts: number;
            /** @description Its title. */
            label: components["schemas"]["Label"];
            /**
             * @description The line: what stands before the point of a product's code; `other` where the product is not known.
             * @example DEP
             */
            line: string;
            /** @description Its products. */
            products: components["schemas"]["HoldingProduct"][];
            /** @description Subtotals. */
            totals: components["schemas"]["Amount"][];
        };
        /** @description Another party to an agreement. */
        HoldingPart: {
            /** @description Where it is another branch's: the branches to ask. */
            elsewhere: string[];
            /** @description Whether something was kept back. */
            masked: boolean;
            /** @description Its name, as the caller may see it. */
            name?: string | null;
            /** @description The customer's number; absent when no source has told of it, or it is another branch's. */
            number?: string;
            /** @description Its part: `owner`, `guarantor` ... */
            role: string;
        };
        /** @description A product. */
        HoldingProduct: {
            /** @description The agreements. */
            accounts: components["schemas"]["Holding"][];
            /**
             * @description Its code in the bank's product tree.
             * @example DEP.DEMAND
             */
            product: string;
            /** @description Subtotals. */
            totals: components["schemas"]["Amount"][];
        };
        /** @description What a customer holds, by product line. */
        Holdings: {
            /** @description How many agreements there are. */
            accounts: number;
            /** @description The lines. */
            lines: components["schemas"]["HoldingLine"][];
            /** @description All balances, by what they say and by currency. */
            totals: components["schemas"]["Amount"][];
        };
        /** @description A value of an agreement. */
        HoldingValue: {
            /**
             * @description The attribute.
             * @example account_number
             */
            attribute: string;
            /** @description What kind of value it is. */
            kind: string;
            /** @description Its title. */
            label: components["schemas"]["Label"];
            /** @description Whether something was kept back. */
            masked: boolean;
            /** @description The value as the caller may see it. */
            value?: string | null;
        };
        /** @description Exactly one customer, none, or several. */
        Identification: {
            /** @description With `one`: the customer's number. */
            number?: string;
            /** @description With `several`: the numbers of those who carry the document; the name tells them apart. */
            numbers?: string[];
            /** @description `one`, `none`, `several`. */
            result: components["schemas"]["IdentifyResult"];
        };
        /** @description A document or code that the desk adds, replaces by another, or takes back. */
        IdentificationChange: {
            before?: components["schemas"]["IdentificationSeen"] | null;
            identification?: components["schemas"]["NewIdentification"] | null;
        };
        /** @description A document or code as the caller had seen it. */
        IdentificationSeen: {
            /** @description The number, masked or not. */
            number: string;
            /**
             * @description The kind.
             * @example resident_id
             */
            type: string;
        };
        /**
         * @description How many there are.
         * @enum {string}
         */
        IdentifyResult: "one" | "none" | "several";
        /** @description What is known of somebody: a document, an account, or a source's own key. */
        IdentifyWish: {
            /** @description An account's or a card's number. */
            account_number?: string | null;
            /** @description The number on it. */
            document_number?: string | null;
            /**
             * @description The kind of document, with `document_number`.
             * @example resident_id
             */
            document_type?: string | null;
            /** @description The source's own key of the customer. */
            key?: string | null;
            /** @description The name on it; without it the number alone must be enough. */
            name?: string | null;
            /**
             * @description A source, with `key`.
             * @example core
             */
            source?: string | null;
        };
        /** @description Who a user is at the identity provider. */
        IdentityLink: {
            /** @description Whether the first sign-in linked them by their login; else the security administrator did. */
            by_login: boolean;
            /**
             * Format: uuid
             * @description The link.
             */
            id: string;
            /** @description Who vouches. */
            issuer: string;
            /**
             * Format: date-time
             * @description Since when.
             */
            since: string;
            /** @description The provider's lasting name for them. */
            subject: string;
        };
        /** @description A customer that is one with another, and is not to be merged with it. */
        KeptApart: {
            /** @description The customer; of another branch's only the branches are told. */
            customer: components["schemas"]["PairSide"];
            /**
             * Format: date-time
             * @description When.
             */
            judged_at?: string;
            /**
             * Format: uuid
             * @description The suspect by which a steward said so, for whom suspects are to be read.
             */
            suspect?: string;
        };
        /**
         * @description A kind of customer.
         * @enum {string}
         */
        KindWord: "individual" | "organisation" | "financial_institution";
        /** @description A text in both languages. */
        Label: {
            /** @description English. */
            en: string;
            /** @description Chinese. */
            zh: string;
        };
        /** @description Somebody who may become a customer. */
        Lead: {
            /** @description Documents and codes; 4 at most. */
            identifications?: components["schemas"]["NewIdentification"][];
            kind?: components["schemas"]["KindWord"] | null;
            /** @description Values by attribute; several where the attribute holds several, 3 at most. */
            values?: {
                [key: string]: string[];
            };
        };
        /** @description How many leads are what. */
        LeadCounts: {
            /** @description Customers already. */
            customer: number;
            /** @description Customers of another branch, or likely to be. */
            elsewhere: number;
            /** @description Likely to be a customer. */
            likely: number;
            /** @description New. */
            new: number;
            /** @description Of all these, those that stand in the list before. */
            repeated: number;
            /** @description What cannot be compared. */
            unclear: number;
        };
        /** @description A customer, as a list names it. */
        LeadCustomer: {
            /** @description `individual`, `organisation`, `financial_institution`. */
            kind: string;
            /** @description The staff numbers of the managers who look after it. */
            managers: string[];
            /** @description The name, as the caller may see it. */
            name?: string | null;
            /** @description Whether the name is masked. */
            name_masked: boolean;
            /**
             * @description The number.
             * @example 100028473352
             */
            number: string;
            /** @description The units that keep it. */
            units: string[];
        };
        /** @description A customer of another branch whom a lead is, or is likely to be. */
        LeadElsewhere: {
            /** @description The branches to ask. */
            branches: components["schemas"]["BranchName"][];
            /**
             * Format: double
             * @description How likely it is; none where a document says so.
             */
            probability?: number;
        };
        /**
         * @description What a lead is.
         * @enum {string}
         */
        LeadIs: "customer" | "elsewhere" | "likely" | "new" | "unclear";
        /** @description Leads to be held against the customers. */
        LeadList: {
            /** @description The leads; 1,000 at most. */
            leads: components["schemas"]["Lead"][];
        };
        /** @description A customer whom a lead is likely to be. */
        LeadSimilar: {
            /** @description What makes it similar: `document`, `name`, `weight`. */
            because: components["schemas"]["Likening"][];
            /** @description The customer; none where it is kept back. */
            customer?: components["schemas"]["LeadCustomer"];
            /**
             * @description The rule of the bank that names such two as similar.
             * @example RULE 3
             */
            rule?: string;
            /** @description How likely it is, and why, where the weight says so and the caller may know. */
            weight?: components["schemas"]["Weight"];
        };
        /**
         * @description What makes a customer similar to another.
         * @enum {string}
         */
        Likening: "document" | "name" | "weight";
        /** @description What follows from a weight, in bits over even odds. */
        LimitsView: {
            /**
             * @description Whether suspects over the upper limit are judged `same` without anybody looking. This departs from RULE 1,
             *     which joins only what is equal.
             */
            automatic?: boolean;
            /**
             * Format: double
             * @description Below this nothing is proposed.
             * @example -3
             */
            lower: number;
            /**
             * Format: double
             * @description From here on a suspect is looked at first.
             * @example 10
             */
            upper: number;
        };
        /** @description Where each value comes from: winner and losers. */
        Lineage: {
            /**
             * Format: date-time
             * @description What the bank knew at this instant.
             */
            as_of: string;
            /** @description Each attribute that any record has something to say of. */
            attributes: components["schemas"]["LineageAttribute"][];
            /** @description The number that answers. */
            number: string;
            /** @description The records that speak. */
            records: components["schemas"]["CustomerRecord"][];
            /**
             * Format: date
             * @description What held on this business date.
             */
            valid_on: string;
        };
        /** @description An attribute's candidates. */
        LineageAttribute: {
            /** @description The attribute. */
            attribute: string;
            /** @description Best first. */
            candidates: components["schemas"]["Candidate"][];
            /** @description Its class of sensitivity. */
            class: string;
            /** @description Whether not all records say the same. */
            disputed: boolean;
            /** @description What kind of value it is. */
            kind: string;
            /** @description Its title. */
            label: components["schemas"]["Label"];
            /** @description Whether one value wins or all are united. */
            many: boolean;
            /** @description The subject it stands under. */
            subject: string;
        };
        /** @description One page of a list. */
        List_AccessPolicyVersion: {
            /** @description The items. */
            items: {
                /**
                 * Format: date-time
                 * @description Since when it is or was in force.
                 */
                created_at: string;
                /** @description By whom. */
                created_by: string;
                /** @description Why it was made. */
                note: string;
                /**
                 * Format: int32
                 * @description Its number.
                 */
                version: number;
            }[];
            /** @description Send it as `cursor` for the next page; absent on the last. */
            next_cursor?: string;
            /**
             * Format: int64
             * @description How many there are in all, where that is known.
             */
            total?: number;
        };
        /** @description One page of a list. */
        List_AuditLine: {
            /** @description The items. */
            items: {
                /** @description What was done. */
                action: string;
                /** @description Who: an id. */
                actor: string;
                /** @description `user`, `service` or `command`. */
                actor_kind: string;
                /** @description What they are called now. */
                actor_name?: string;
                /**
                 * Format: date-time
                 * @description When.
                 */
                at: string;
                /** @description What made it happen: a trace number or a command. */
                cause: string;
                /**
                 * Format: uuid
                 * @description The chain it stands in.
                 */
                chain: string;
                /** @description Names of fields, counts, codes. */
                detail: Record<string, never>;
                /**
                 * Format: int64
                 * @description Its number there.
                 */
                line: number;
                /** @description To what kind of thing. */
                object: string;
                /** @description `done`, `refused` or `failed`. */
                outcome: string;
                /** @description What for. */
                purpose: string;
                /** @description To which. */
                target?: string;
            }[];
            /** @description Send it as `cursor` for the next page; absent on the last. */
            next_cursor?: string;
            /**
             * Format: int64
             * @description How many there are in all, where that is known.
             */
            total?: number;
        };
        /** @description One page of a list. */
        List_CodeTableInfo: {
            /** @description The items. */
            items: {
                /**
                 * @description Its name.
                 * @example sex
                 */
                name: string;
                /** @description The standard that fixes the codes. */
                standard: string;
                /** @description Its title. */
                title: components["schemas"]["Label"];
                /** @description How many codes it has. */
                values: number;
                /**
                 * Format: int64
                 * @description The version of the whole table: 0 as shipped; each change of a code, and of the mapping it comes from, raises it.
                 */
                version: number;
            }[];
            /** @description Send it as `cursor` for the next page; absent on the last. */
            next_cursor?: string;
            /**
             * Format: int64
             * @description How many there are in all, where that is known.
             */
            total?: number;
        };
        /** @description One page of a list. */
        List_CustomerExtension: {
            /** @description The items. */
            items: (components["schemas"]["ExtensionSaid"] & {
                /** @description What was said before, the latest first. */
                earlier: components["schemas"]["ExtensionSaid"][];
                /**
                 * @description What is said.
                 * @example rating
                 */
                name: string;
                /**
                 * @description The namespace: whose word it is.
                 * @example segments
                 */
                namespace: string;
            })[];
            /** @description Send it as `cursor` for the next page; absent on the last. */
            next_cursor?: string;
            /**
             * Format: int64
             * @description How many there are in all, where that is known.
             */
            total?: number;
        };
        /** @description One page of a list. */
        List_CustomerRecord: {
            /** @description The items. */
            items: {
                /**
                 * Format: date
                 * @description The business date of the version in force.
                 */
                business_date: string;
                /**
                 * @description Why: the rule and the kind of key, or `alone`.
                 * @example M1 resident_id
                 */
                cause: string;
                /** @description What is wrong with it, by rule and field. */
                findings: components["schemas"]["RecordFinding"][];
                /**
                 * Format: date
                 * @description The day it went from its source.
                 */
                gone_on?: string;
                /** @description What it carries. */
                identifications: components["schemas"]["RecordIdentification"][];
                /** @description Its key there, as the caller may see it. */
                key?: string | null;
                /** @description The record. */
                record_id: string;
                /**
                 * Format: date-time
                 * @description Since when it belongs to this customer.
                 */
                since: string;
                /** @description Its source. */
                source: string;
                /** @description The unit that keeps it. */
                unit?: string;
                /** @description How many versions are known. */
                versions: number;
            }[];
            /** @description Send it as `cursor` for the next page; absent on the last. */
            next_cursor?: string;
            /**
             * Format: int64
             * @description How many there are in all, where that is known.
             */
            total?: number;
        };
        /** @description One page of a list. */
        List_CustomerRelation: {
            /** @description The items. */
            items: {
                /** @description Where it is another branch's: the branches to ask. */
                elsewhere: string[];
                /**
                 * @description The kind, read from this customer if `outward`, else towards it.
                 * @example spouse
                 */
                kind: string;
                /** @description Whether something was kept back. */
                masked: boolean;
                /** @description Whether it reads the same from either side, as of spouses. */
                mutual: boolean;
                /** @description Its name, as the caller may see it. */
                name?: string | null;
                /** @description The other customer's number; absent when no source has told of it, or it is another branch's. */
                number?: string;
                /** @description Whether the tie starts from this customer. */
                outward: boolean;
                /**
                 * @description The share in percent, a decimal.
                 * @example 35.00
                 */
                share?: string;
                /** @description Who says so: each source with its record. */
                stated_by: components["schemas"]["RelationSource"][];
                /** @description What else is said of it: post, since, until, amount. */
                values: {
                    [key: string]: string;
                };
            }[];
            /** @description Send it as `cursor` for the next page; absent on the last. */
            next_cursor?: string;
            /**
             * Format: int64
             * @description How many there are in all, where that is known.
             */
            total?: number;
        };
        /** @description One page of a list. */
        List_CustomerRow: {
            /** @description The items. */
            items: {
                /**
                 * Format: int32
                 * @description How many current agreements it is the first holder of.
                 */
                accounts: number;
                /** @description Whether the amounts are masked. */
                amounts_masked: boolean;
                /**
                 * @description The latest balances of these agreements in CNY, a decimal, as the caller may see it.
                 * @example 1234.56
                 */
                balance_cny?: string | null;
                /**
                 * Format: date
                 * @description The day the first of its documents expires; none where all are long-term, nobody says, or it is kept back.
                 */
                expires_on?: string;
                /** @description Whether the day is kept back. */
                expiry_masked: boolean;
                /** @description `individual`, `organisation`, `financial_institution`. */
                kind: string;
                /** @description The customer level, a code. */
                level?: string;
                /** @description The staff numbers of the managers who look after it. */
                managers: string[];
                /** @description The name, as the caller may see it. */
                name?: string | null;
                /** @description Whether the name is masked. */
                name_masked: boolean;
                /**
                 * @description The number that answers.
                 * @example 100000000016
                 */
                number: string;
                /**
                 * Format: date
                 * @description Since when it is a customer.
                 */
                opened_on?: string;
                /** @description What is outstanding on them in CNY. */
                owed_cny?: string | null;
                /**
                 * Format: int32
                 * @description How many current records make it.
                 */
                records: number;
                /** @description The sources that know it. */
                sources: string[];
                /** @description The units that keep a current record or agreement. */
                units: string[];
                /**
                 * Format: date-time
                 * @description When the row was made.
                 */
                updated_at: string;
            }[];
            /** @description Send it as `cursor` for the next page; absent on the last. */
            next_cursor?: string;
            /**
             * Format: int64
             * @description How many there are in all, where that is known.
             */
            total?: number;
        };
        /** @description One page of a list. */
        List_CustomerValue: {
            /** @description The items. */
            items: {
                /**
                 * @description The attribute.
                 * @example mobile
                 */
                attribute: string;
                /** @description Its class of sensitivity: `C1`, `C2`. */
                class: string;
                /** @description What kind of value it is: `name`, `phone`, `date` ... */
                kind: string;
                /** @description Its title. */
                label: components["schemas"]["Label"];
                /** @description Whether something was kept back. */
                masked: boolean;
                /** @description What a code means. */
                meaning?: components["schemas"]["Label"];
                /** @description Its place among several, from 1. */
                rank: number;
                /** @description Why it stands here. */
                reason: components["schemas"]["ReasonView"];
                /** @description The record that says so. */
                record_id: string;
                /**
                 * Format: date
                 * @description Since when it says so.
                 */
                since: string;
                /** @description The source that says so. */
                source: string;
                /** @description The value as the caller may see it; null when it is hidden. */
                value?: string | null;
                /** @description How far it was checked. */
                verification: string;
            }[];
            /** @description Send it as `cursor` for the next page; absent on the last. */
            next_cursor?: string;
            /**
             * Format: int64
             * @description How many there are in all, where that is known.
             */
            total?: number;
        };
        /** @description One page of a list. */
        List_IdentityLink: {
            /** @description The items. */
            items: {
                /** @description Whether the first sign-in linked them by their login; else the security administrator did. */
                by_login: boolean;
                /**
                 * Format: uuid
                 * @description The link.
                 */
                id: string;
                /** @description Who vouches. */
                issuer: string;
                /**
                 * Format: date-time
                 * @description Since when.
                 */
                since: string;
                /** @description The provider's lasting name for them. */
                subject: string;
            }[];
            /** @description Send it as `cursor` for the next page; absent on the last. */
            next_cursor?: string;
            /**
             * Format: int64
             * @description How many there are in all, where that is known.
             */
            total?: number;
        };
        /** @description One page of a list. */
        List_KeptApart: {
            /** @description The items. */
            items: {
                /** @description The customer; of another branch's only the branches are told. */
                customer: components["schemas"]["PairSide"];
                /**
                 * Format: date-time
                 * @description When.
                 */
                judged_at?: string;
                /**
                 * Format: uuid
                 * @description The suspect by which a steward said so, for whom suspects are to be read.
                 */
                suspect?: string;
            }[];
            /** @description Send it as `cursor` for the next page; absent on the last. */
            next_cursor?: string;
            /**
             * Format: int64
             * @description How many there are in all, where that is known.
             */
            total?: number;
        };
        /** @description One page of a list. */
        List_LoadInfo: {
            /** @description The items. */
            items: {
                /**
                 * Format: date
                 * @description The business date.
                 */
                business_date?: string;
                /**
                 * Format: int64
                 * @description Customers whose golden values changed.
                 */
                changed: number;
                /**
                 * Format: int64
                 * @description What does not add up: anything but 0 is a fault.
                 */
                difference: number;
                /** @description The feed. */
                feed: string;
                /** @description The file. */
                file: string;
                /** @description Findings of quality, by rule. */
                findings: {
                    [key: string]: number;
                };
                /**
                 * Format: int64
                 * @description Records flagged as gone from the source.
                 */
                gone: number;
                /** @description Whether there is a file of rejects to download. */
                has_rejects: boolean;
                /**
                 * Format: int64
                 * @description Its number.
                 */
                id: number;
                /**
                 * Format: int64
                 * @description Rows that said something new.
                 */
                loaded: number;
                /**
                 * Format: int64
                 * @description Loaded records that joined a customer another record already made.
                 */
                merged: number;
                /**
                 * Format: int64
                 * @description Records that left a customer which goes on without them.
                 */
                parted: number;
                /**
                 * Format: int64
                 * @description Customers that began with it.
                 */
                parties: number;
                /**
                 * Format: date-time
                 * @description When it took hold.
                 */
                recorded_at: string;
                /**
                 * Format: int64
                 * @description Party records seen for the first time.
                 */
                records: number;
                /** @description Rejects by rule. */
                reject_reasons: {
                    [key: string]: number;
                };
                /**
                 * Format: int64
                 * @description Rows that could not be taken.
                 */
                rejected: number;
                /**
                 * Format: int64
                 * @description Data rows of the file.
                 */
                rows: number;
                /**
                 * Format: double
                 * @description Time used.
                 */
                seconds: number;
                /**
                 * Format: int64
                 * @description Pairs put on the similar-customer list.
                 */
                similar: number;
                /** @description The source. */
                source: string;
                /**
                 * Format: int64
                 * @description Tasks raised.
                 */
                tasks: number;
                /**
                 * Format: int64
                 * @description Rows that said what was known.
                 */
                unchanged: number;
            }[];
            /** @description Send it as `cursor` for the next page; absent on the last. */
            next_cursor?: string;
            /**
             * Format: int64
             * @description How many there are in all, where that is known.
             */
            total?: number;
        };
        /** @description One page of a list. */
        List_MappingInfo: {
            /** @description The items. */
            items: {
                /**
                 * Format: date-time
                 * @description When it came.
                 */
                recorded_at: string;
                /**
                 * Format: int32
                 * @description The source's trust by it.
                 */
                trust: number;
                /**
                 * Format: int32
                 * @description The version.
                 */
                version: number;
            }[];
            /** @description Send it as `cursor` for the next page; absent on the last. */
            next_cursor?: string;
            /**
             * Format: int64
             * @description How many there are in all, where that is known.
             */
            total?: number;
        };
        /** @description One page of a list. */
        List_MatchJob: {
            /** @description The items. */
            items: {
                /**
                 * Format: date-time
                 * @description When it was heard of last.
                 */
                changed_at: string;
                /** @description What a trial has counted so far. */
                counted?: components["schemas"]["TrialCount"];
                /**
                 * Format: int64
                 * @description Customers done, in all stages together.
                 */
                done: number;
                /**
                 * Format: int64
                 * @description Suspects found, or pairs weighed.
                 */
                found: number;
                /**
                 * Format: uuid
                 * @description Its id.
                 */
                id: string;
                /** @description What was learned, in figures. */
                learned?: unknown;
                /** @description `persons`, `organisations`; none: both. */
                of?: string;
                /** @description Why it failed. */
                problem?: string;
                /** @description What a trial of identity rules has counted so far. */
                rules?: components["schemas"]["RulesCount"];
                /**
                 * @description `keys`: it is written down under which keys customers meet; `pairs`: those who meet are weighed; `rules`;
                 *     `learn`; `answers`: it is learned from what stewards said.
                 */
                stage: string;
                /**
                 * Format: date-time
                 * @description When.
                 */
                started_at: string;
                /** @description Who began it. */
                started_by: string;
                /** @description `running`, `paused`, `done`, `stopped`, `failed`. */
                state: string;
                /** @description The identity rules that are tried, word for word; told when one job is asked for. */
                text?: string;
                /**
                 * Format: int64
                 * @description Customers to do, in all stages together.
                 */
                total: number;
                /** @description `search`, `learn`, `trial`. */
                what: string;
            }[];
            /** @description Send it as `cursor` for the next page; absent on the last. */
            next_cursor?: string;
            /**
             * Format: int64
             * @description How many there are in all, where that is known.
             */
            total?: number;
        };
        /** @description One page of a list. */
        List_PolicyRow: {
            /** @description The items. */
            items: {
                /** @description What. */
                action: string;
                /** @description How far. */
                depth: string;
                /** @description The line of the text it stands in. */
                line: number;
                /** @description To what. */
                object: string;
                /** @description Who. */
                role: string;
                /** @description The row in words. */
                words: components["schemas"]["Words"];
            }[];
            /** @description Send it as `cursor` for the next page; absent on the last. */
            next_cursor?: string;
            /**
             * Format: int64
             * @description How many there are in all, where that is known.
             */
            total?: number;
        };
        /** @description One page of a list. */
        List_Purpose: {
            /** @description The items. */
            items: {
                /** @description The word a request names in its header `purpose`. */
                name: string;
                /** @description Its title. */
                title: components["schemas"]["Words"];
            }[];
            /** @description Send it as `cursor` for the next page; absent on the last. */
            next_cursor?: string;
            /**
             * Format: int64
             * @description How many there are in all, where that is known.
             */
            total?: number;
        };
        /** @description One page of a list. */
        List_RecordVersion: {
            /** @description The items. */
            items: {
                /**
                 * Format: date-time
                 * @description When that act took hold.
                 */
                at?: string;
                /**
                 * Format: date
                 * @description The day it speaks of.
                 */
                business_date: string;
                /**
                 * Format: int64
                 * @description The act it came by.
                 */
                change: number;
                /** @description It is the one in force. */
                current: boolean;
                /** @description What is wrong with it. */
                findings: components["schemas"]["RecordFinding"][];
                /** @description What it carries. */
                identifications: components["schemas"]["RecordIdentification"][];
                /**
                 * Format: int64
                 * @description Its place within the day.
                 */
                sequence: number;
                /** @description The unit that keeps the record by it. */
                unit?: string;
                /** @description What it says. */
                values: components["schemas"]["VersionValue"][];
            }[];
            /** @description Send it as `cursor` for the next page; absent on the last. */
            next_cursor?: string;
            /**
             * Format: int64
             * @description How many there are in all, where that is known.
             */
            total?: number;
        };
        /** @description One page of a list. */
        List_Role: {
            /** @description The items. */
            items: {
                /** @description Whether it is one of the three administrators that are kept apart. */
                administrator: boolean;
                /** @description How much it sees of each field. */
                fields: components["schemas"]["FieldView"][];
                /** @description Its name. */
                name: string;
                /** @description Its rows. */
                rows: components["schemas"]["PolicyRow"][];
                /** @description Its title. */
                title: components["schemas"]["Words"];
            }[];
            /** @description Send it as `cursor` for the next page; absent on the last. */
            next_cursor?: string;
            /**
             * Format: int64
             * @description How many there are in all, where that is known.
             */
            total?: number;
        };
        /** @description One page of a list. */
        List_RuleVersion: {
            /** @description The items. */
            items: {
                /** @description Who put it in force: a user's or key's id, or the program. */
                actor: string;
                /**
                 * Format: date-time
                 * @description Since when it is in force.
                 */
                recorded_at: string;
                /**
                 * Format: int32
                 * @description Its number, from 1.
                 */
                version: number;
            }[];
            /** @description Send it as `cursor` for the next page; absent on the last. */
            next_cursor?: string;
            /**
             * Format: int64
             * @description How many there are in all, where that is known.
             */
            total?: number;
        };
        /** @description One page of a list. */
        List_ServiceKey: {
            /** @description The items. */
            items: {
                /**
                 * Format: date-time
                 * @description When it was made.
                 */
                created_at: string;
                /** @description By whom. */
                created_by: string;
                /**
                 * Format: date-time
                 * @description Until when it holds.
                 */
                expires_at?: string;
                /**
                 * Format: uuid
                 * @description Its id, which the audit trail names.
                 */
                id: string;
                /** @description Which system has it. */
                name: string;
                /**
                 * Format: date-time
                 * @description When it was revoked.
                 */
                revoked_at?: string;
                /** @description The role it acts in. */
                role: string;
                /** @description The code of the unit it acts for. */
                unit?: string;
                /**
                 * Format: date-time
                 * @description When it was last used, to the minute.
                 */
                used_at?: string;
            }[];
            /** @description Send it as `cursor` for the next page; absent on the last. */
            next_cursor?: string;
            /**
             * Format: int64
             * @description How many there are in all, where that is known.
             */
            total?: number;
        };
        /** @description One page of a list. */
        List_Session: {
            /** @description The items. */
            items: {
                /** @description The browser, as it called itself. */
                agent: string;
                /**
                 * Format: date-time
                 * @description When it began.
                 */
                created_at: string;
                /** @description Whether it is this one. */
                current: boolean;
                /**
                 * Format: date-time
                 * @description When it is over in any case.
                 */
                expires_at: string;
                /**
                 * Format: uuid
                 * @description Its id.
                 */
                id: string;
                /** @description How it was begun: `password` or `identity_provider`. */
                method: string;
                /**
                 * Format: date-time
                 * @description When it was last used, to the minute.
                 */
                seen_at: string;
            }[];
            /** @description Send it as `cursor` for the next page; absent on the last. */
            next_cursor?: string;
            /**
             * Format: int64
             * @description How many there are in all, where that is known.
             */
            total?: number;
        };
        /** @description One page of a list. */
        List_SharedView: {
            /** @description The items. */
            items: {
                /** @description Conditions, order and columns, as the list keeps them. */
                content: Record<string, never>;
                /**
                 * Format: uuid
                 * @description Its id, which addresses name.
                 */
                id: string;
                /**
                 * @description The list it is a view of.
                 * @example customers
                 */
                list: string;
                /** @description Whether you may take it back: your own, and one whose owner has left, where you may share as far yourself. */
                may_take_back: boolean;
                /** @description Whether that is you. */
                mine: boolean;
                /** @description Its name. */
                name: string;
                /** @description The name of who made it. */
                owner: string;
                /** @description With whom: `unit`, `unit_and_below` or `bank`. */
                shared_with: string;
                /**
                 * Format: date-time
                 * @description Since when it is so.
                 */
                since: string;
                /** @description The unit from which it reaches so far; none for the whole bank. */
                unit?: components["schemas"]["UnitName"];
            }[];
            /** @description Send it as `cursor` for the next page; absent on the last. */
            next_cursor?: string;
            /**
             * Format: int64
             * @description How many there are in all, where that is known.
             */
            total?: number;
        };
        /** @description One page of a list. */
        List_SimilarCustomer: {
            /** @description The items. */
            items: {
                /** @description Where it is another branch's: the branches to ask. */
                elsewhere: components["schemas"]["BranchName"][];
                /** @description Whether something was kept back. */
                masked: boolean;
                /** @description Its name, as the caller may see it. */
                name?: string | null;
                /** @description Its number; absent where it is another branch's. */
                number?: string;
                /**
                 * @description The rule.
                 * @example M2
                 */
                rule: string;
                /**
                 * Format: uuid
                 * @description The suspect that the two are, where both are in sight: where they are reviewed.
                 */
                suspect?: string;
            }[];
            /** @description Send it as `cursor` for the next page; absent on the last. */
            next_cursor?: string;
            /**
             * Format: int64
             * @description How many there are in all, where that is known.
             */
            total?: number;
        };
        /** @description One page of a list. */
        List_SimilarPair: {
            /** @description The items. */
            items: {
                /**
                 * Format: uuid
                 * @description The same for the same two.
                 */
                id: string;
                /**
                 * Format: date-time
                 * @description When a rule named them last: when one of them was heard of.
                 */
                named_at?: string;
                /** @description The one: in the caller's sight, and with the lower number if both are. */
                one: components["schemas"]["PairSide"];
                /** @description The other. */
                other: components["schemas"]["PairSide"];
                /** @description The rules that name them. */
                rules: components["schemas"]["PairRuling"][];
            }[];
            /** @description Send it as `cursor` for the next page; absent on the last. */
            next_cursor?: string;
            /**
             * Format: int64
             * @description How many there are in all, where that is known.
             */
            total?: number;
        };
        /** @description One page of a list. */
        List_Somebody: {
            /** @description The items. */
            items: {
                /** @description The id. */
                id: string;
                /** @description The name; the id where there is none. */
                name: string;
            }[];
            /** @description Send it as `cursor` for the next page; absent on the last. */
            next_cursor?: string;
            /**
             * Format: int64
             * @description How many there are in all, where that is known.
             */
            total?: number;
        };
        /** @description One page of a list. */
        List_SourceInfo: {
            /** @description The items. */
            items: {
                /**
                 * Format: int64
                 * @description Records of agreements that it still has.
                 */
                agreements: number;
                /**
                 * Format: int64
                 * @description Records of customers that it still has; told to whoever sees all.
                 */
                customers: number;
                /**
                 * Format: date
                 * @description The latest business date it spoke of.
                 */
                last_business_date?: string;
                /**
                 * Format: date-time
                 * @description When the last load took hold.
                 */
                last_load_at?: string;
                /**
                 * Format: int64
                 * @description Rows that said something new.
                 */
                loaded: number;
                /** @description How many files of it were loaded. */
                loads: number;
                /**
                 * Format: int32
                 * @description The version of its mapping in force.
                 */
                mapping_version: number;
                /**
                 * @description Its short name.
                 * @example core
                 */
                name: string;
                /**
                 * Format: int64
                 * @description Rows that could not be taken.
                 */
                rejected: number;
                /**
                 * Format: int64
                 * @description Rows of all its loads.
                 */
                rows: number;
                /** @description Its title. */
                title: components["schemas"]["Label"];
                /**
                 * Format: int32
                 * @description Its general trust, 0 to 100.
                 */
                trust: number;
            }[];
            /** @description Send it as `cursor` for the next page; absent on the last. */
            next_cursor?: string;
            /**
             * Format: int64
             * @description How many there are in all, where that is known.
             */
            total?: number;
        };
        /** @description One page of a list. */
        List_SuspectView: {
            /** @description The items. */
            items: {
                /** @description What speaks for it, strongest first. */
                agreeing: components["schemas"]["FieldSaid"][];
                /** @description Whom it is assigned to. */
                assigned_to?: components["schemas"]["Somebody"];
                /**
                 * Format: float
                 * @description Weight over even odds, in bits: 0 is as likely as not.
                 */
                bits: number;
                /** @description `priority`, `review`, `rule`. */
                category: string;
                /**
                 * Format: date-time
                 * @description When it was judged.
                 */
                decided_at?: string;
                /** @description What speaks against it, strongest first. */
                differing: components["schemas"]["FieldSaid"][];
                /**
                 * Format: date-time
                 * @description When they were found.
                 */
                found_at: string;
                /**
                 * Format: uuid
                 * @description The same for the same two.
                 */
                id: string;
                /** @description Whether it is assigned to the caller. */
                mine: boolean;
                /**
                 * Format: int32
                 * @description The version of the matching policy that weighed them.
                 */
                model: number;
                /** @description `persons` or `organisations`. */
                of: string;
                /** @description The one: in the caller's sight, and with the lower number if both are. */
                one: components["schemas"]["PairSide"];
                /** @description The other. */
                other: components["schemas"]["PairSide"];
                /**
                 * Format: double
                 * @description The probability that they are one.
                 */
                probability: number;
                /** @description Judged different once, and key data have changed since. */
                reopened: boolean;
                /** @description Rules that name them. */
                rules: string[];
                /** @description `suspect`, `same`, `different`, `unsure`, `same_kept`. */
                status: string;
            }[];
            /** @description Send it as `cursor` for the next page; absent on the last. */
            next_cursor?: string;
            /**
             * Format: int64
             * @description How many there are in all, where that is known.
             */
            total?: number;
        };
        /** @description One page of a list. */
        List_TimelineEvent: {
            /** @description The items. */
            items: {
                /** @description The act: `load`, `message`, `policy`, `due`. */
                act: string;
                /** @description Who acted: an id. */
                actor: string;
                /**
                 * Format: date-time
                 * @description When it took hold.
                 */
                at: string;
                /**
                 * Format: date
                 * @description The day it speaks of.
                 */
                business_date?: string;
                /** @description Why, of a record that came or left: the rule and the kind of key. */
                cause?: string;
                /**
                 * Format: int64
                 * @description The act's number.
                 */
                change: number;
                /** @description The file, where the act was one. */
                file?: string;
                /** @description Its key there, as the caller may see it. */
                key?: string | null;
                /** @description `opened`, `merged`, `parted`, `source`, `changed`, `gone`, `back`. */
                kind: string;
                /** @description The record. */
                record_id: string;
                /** @description Its source. */
                source: string;
            }[];
            /** @description Send it as `cursor` for the next page; absent on the last. */
            next_cursor?: string;
            /**
             * Format: int64
             * @description How many there are in all, where that is known.
             */
            total?: number;
        };
        /** @description One page of a list. */
        List_Unit: {
            /** @description The items. */
            items: {
                /** @description Its code, for ever. */
                code: string;
                /** @description Its name. */
                name: string;
                /** @description The code of the unit above it. */
                parent?: string;
                /**
                 * Format: date-time
                 * @description Since when it is called so and hangs there.
                 */
                since: string;
            }[];
            /** @description Send it as `cursor` for the next page; absent on the last. */
            next_cursor?: string;
            /**
             * Format: int64
             * @description How many there are in all, where that is known.
             */
            total?: number;
        };
        /** @description One page of a list. */
        List_User: {
            /** @description The items. */
            items: {
                /**
                 * Format: date-time
                 * @description Since when there is this user.
                 */
                created_at: string;
                /**
                 * Format: date-time
                 * @description When they left.
                 */
                ended_at?: string;
                /**
                 * Format: uuid
                 * @description The id, which the audit trail names.
                 */
                id: string;
                /**
                 * Format: date-time
                 * @description Until when the login is locked.
                 */
                locked_until?: string;
                /** @description What they sign in with. */
                login: string;
                /** @description Whether the password is one for a single use. */
                must_change_password: boolean;
                /** @description The name. */
                name: string;
                /** @description The roles held. */
                roles: string[];
                /** @description Whether a second factor is asked for. */
                second_factor: boolean;
                /** @description The staff number. */
                staff_number?: string;
                /** @description The home unit. */
                unit?: components["schemas"]["UnitName"];
            }[];
            /** @description Send it as `cursor` for the next page; absent on the last. */
            next_cursor?: string;
            /**
             * Format: int64
             * @description How many there are in all, where that is known.
             */
            total?: number;
        };
        /** @description One page of a list. */
        List_WhoMay: {
            /** @description The items. */
            items: {
                /** @description Why. */
                because: components["schemas"]["Label"][];
                /** @description The user's id. */
                id: string;
                /** @description The name. */
                name: string;
                /** @description The roles that let them see. */
                roles: string[];
                /** @description The home unit. */
                unit?: string;
            }[];
            /** @description Send it as `cursor` for the next page; absent on the last. */
            next_cursor?: string;
            /**
             * Format: int64
             * @description How many there are in all, where that is known.
             */
            total?: number;
        };
        /**
         * @description A list that has views.
         * @enum {string}
         */
        ListName: "customers";
        /** @description A load. */
        LoadInfo: {
            /**
             * Format: date
             * @description The business date.
             */
            business_date?: string;
            /**
             * Format: int64
             * @description Customers whose golden values changed.
             */
            changed: number;
            /**
             * Format: int64
             * @description What does not add up: anything but 0 is a fault.
             */
            difference: number;
            /** @description The feed. */
            feed: string;
            /** @description The file. */
            file: string;
            /** @description Findings of quality, by rule. */
            findings: {
                [key: string]: number;
            };
            /**
             * Format: int64
             * @description Records flagged as gone from the source.
             */
            gone: number;
            /** @description Whether there is a file of rejects to download. */
            has_rejects: boolean;
            /**
             * Format: int64
             * @description Its number.
             */
            id: number;
            /**
             * Format: int64
             * @description Rows that said something new.
             */
            loaded: number;
            /**
             * Format: int64
             * @description Loaded records that joined a customer another record already made.
             */
            merged: number;
            /**
             * Format: int64
             * @description Records that left a customer which goes on without them.
             */
            parted: number;
            /**
             * Format: int64
             * @description Customers that began with it.
             */
            parties: number;
            /**
             * Format: date-time
             * @description When it took hold.
             */
            recorded_at: string;
            /**
             * Format: int64
             * @description Party records seen for the first time.
             */
            records: number;
            /** @description Rejects by rule. */
            reject_reasons: {
                [key: string]: number;
            };
            /**
             * Format: int64
             * @description Rows that could not be taken.
             */
            rejected: number;
            /**
             * Format: int64
             * @description Data rows of the file.
             */
            rows: number;
            /**
             * Format: double
             * @description Time used.
             */
            seconds: number;
            /**
             * Format: int64
             * @description Pairs put on the similar-customer list.
             */
            similar: number;
            /** @description The source. */
            source: string;
            /**
             * Format: int64
             * @description Tasks raised.
             */
            tasks: number;
            /**
             * Format: int64
             * @description Rows that said what was known.
             */
            unchanged: number;
        };
        /** @description A version of a mapping. */
        MappingInfo: {
            /**
             * Format: date-time
             * @description When it came.
             */
            recorded_at: string;
            /**
             * Format: int32
             * @description The source's trust by it.
             */
            trust: number;
            /**
             * Format: int32
             * @description The version.
             */
            version: number;
        };
        /** @description A mapping word for word, and what it says. */
        MappingText: {
            /** @description Its feeds. */
            feeds: components["schemas"]["FeedInfo"][];
            /** @description The source. */
            source: string;
            /** @description The text (TOML). */
            text: string;
            /**
             * Format: int32
             * @description The version.
             */
            version: number;
        };
        /** @description What a mapping makes of a sample. */
        MappingTrial: {
            /** @description What keeps rows from being taken. */
            rejects: components["schemas"]["TrialReject"][];
            /** @description Each row that was looked at, in order. */
            rows: components["schemas"]["TrialRow"][];
            /** @description Rows that would be taken. */
            taken: number;
            /** @description Row by row in words. */
            told: components["schemas"]["Label"];
        };
        /** @description A mapping to be tried on a sample. */
        MappingTrialWish: {
            /**
             * @description The feed whose file the sample is the beginning of.
             * @example customer
             */
            feed: string;
            /**
             * @description The first lines of such a file, 50 rows at most are looked at. It is put into the feed's encoding
             *     before; a format that is no text cannot be tried.
             */
            sample: string;
            /** @description The text (TOML). */
            text: string;
        };
        /** @description A new version of a mapping. */
        MappingWish: {
            /**
             * Format: int32
             * @description The version it was made from.
             */
            base_version?: number | null;
            /** @description Why, for the audit trail. */
            note?: string | null;
            /** @description The text (TOML). */
            text: string;
        };
        /** @description Another matching policy: what is in force, with this otherwise. */
        MatchingChange: {
            /** @description What a job learned instead of what is in force: the job's id. */
            learned_by?: string | null;
            limits?: components["schemas"]["LimitsView"] | null;
            /** @description Why. */
            note?: string | null;
            /** @description Another text, word for word. */
            text?: string | null;
        };
        /** @description A field that is compared. */
        MatchingField: {
            /** @description The field. */
            field: string;
            /** @description What it holds. */
            kind: string;
            /** @description Its levels, the lowest first. */
            levels: components["schemas"]["MatchingLevel"][];
        };
        /** @description A level of agreement. */
        MatchingLevel: {
            /**
             * Format: double
             * @description What it adds, in bits.
             */
            bits: number;
            /** @description How it is called. */
            level: string;
            /**
             * Format: double
             * @description How often two records of one customer stand at it.
             */
            of_one: number;
            /**
             * Format: double
             * @description How often two records of different customers do.
             */
            of_two: number;
        };
        /** @description The matching policy of persons or organisations. */
        MatchingPolicy: {
            /** @description The fields that are compared, with what each level adds. */
            fields: components["schemas"]["MatchingField"][];
            /** @description What follows from a weight. */
            limits: components["schemas"]["LimitsView"];
            /** @description `persons` or `organisations`. */
            of: string;
            /** @description Under which keys customers meet: parts that must agree. */
            passes: string[];
            /**
             * Format: double
             * @description How unlikely it is that two customers picked by chance are one, in bits.
             */
            prior: number;
            /** @description The policy, word for word. */
            text: string;
            /**
             * Format: int32
             * @description The version in force; 0 is the one that comes with the product.
             */
            version: number;
            /** @description Its versions, the newest first. */
            versions: components["schemas"]["MatchingVersion"][];
        };
        /** @description A version of a matching policy. */
        MatchingVersion: {
            /** @description Who put it in force. */
            actor: string;
            /**
             * Format: date-time
             * @description Since when it is in force.
             */
            recorded_at: string;
            /**
             * Format: int32
             * @description Its number.
             */
            version: number;
        };
        /** @description Work on the whole stock. */
        MatchJob: {
            /**
             * Format: date-time
             * @description When it was heard of last.
             */
            changed_at: string;
            /** @description What a trial has counted so far. */
            counted?: components["schemas"]["TrialCount"];
            /**
             * Format: int64
             * @description Customers done, in all stages together.
             */
            done: number;
            /**
             * Format: int64
             * @description Suspects found, or pairs weighed.
             */
            found: number;
            /**
             * Format: uuid
             * @description Its id.
             */
            id: string;
            /** @description What was learned, in figures. */
            learned?: unknown;
            /** @description `persons`, `organisations`; none: both. */
            of?: string;
            /** @description Why it failed. */
            problem?: string;
            /** @description What a trial of identity rules has counted so far. */
            rules?: components["schemas"]["RulesCount"];
            /**
             * @description `keys`: it is written down under which keys customers meet; `pairs`: those who meet are weighed; `rules`;
             *     `learn`; `answers`: it is learned from what stewards said.
             */
            stage: string;
            /**
             * Format: date-time
             * @description When.
             */
            started_at: string;
            /** @description Who began it. */
            started_by: string;
            /** @description `running`, `paused`, `done`, `stopped`, `failed`. */
            state: string;
            /** @description The identity rules that are tried, word for word; told when one job is asked for. */
            text?: string;
            /**
             * Format: int64
             * @description Customers to do, in all stages together.
             */
            total: number;
            /** @description `search`, `learn`, `trial`. */
            what: string;
        };
        /** @description What becomes of a job. */
        MatchJobMove: {
            /**
             * @description `paused`: it stops where it is; `running`: it goes on; `stopped`: it ends.
             * @example paused
             */
            state: string;
        };
        /** @description Who is signed in, and what they may do. */
        Me: {
            /**
             * Format: uuid
             * @description The user.
             */
            id: string;
            /** @description The login. */
            login: string;
            /** @description Whether the password has to be changed before anything else. */
            must_change_password: boolean;
            /** @description The name. */
            name: string;
            /** @description Every right in force, roles merged; none while the password is one for a single use. */
            permissions: components["schemas"]["Permission"][];
            /** @description One's own telephone. */
            phone?: string;
            /**
             * Format: int32
             * @description The version of the policy table in force.
             */
            policy_version: number;
            /** @description What one likes. */
            preferences: Record<string, never>;
            /** @description The products that run. */
            products: string[];
            /** @description The roles held. */
            roles: string[];
            /** @description Whether a second factor is asked for at sign-in. */
            second_factor: boolean;
            /** @description The staff number. */
            staff_number?: string;
            /** @description The home unit. */
            unit?: components["schemas"]["UnitName"];
        };
        /** @description What is to be different of one's own; what is left out stays. */
        MeChange: {
            /** @description Another name. */
            name?: string | null;
            /** @description Another telephone; blank for none. */
            phone?: string | null;
            /** @description Preferences to set; null takes one out. */
            preferences?: Record<string, never> | null;
        };
        /** @description What a user may do, all roles merged. */
        MergedAccess: {
            /** @description How much is seen of each field. */
            fields: components["schemas"]["FieldView"][];
            /** @description Each right at its widest. */
            permissions: components["schemas"]["Permission"][];
            /** @description The roles held. */
            roles: string[];
            /** @description The rows that give them. */
            rows: components["schemas"]["PolicyRow"][];
        };
        /** @description A new version of the table. */
        NewAccessPolicy: {
            /** @description Why. */
            note: string;
            /** @description The text (TOML). */
            text: string;
        };
        /** @description An agreement to be entered. */
        NewAgreement: {
            balance?: components["schemas"]["NewBalance"] | null;
            /**
             * Format: int64
             * @description The version of the customer the caller had seen.
             */
            base_version: number;
            /** @description Who else has a part in it; 3 at most. */
            others?: components["schemas"]["NewPart"][];
            /**
             * @description The product, by the bank's product tree.
             * @example LOAN.CAR
             */
            product: string;
            /**
             * @description The customer's part: `owner`, `joint_owner`, `borrower`, `guarantor`, `disponent`; `owner` unless said.
             * @default owner
             */
            role: string;
            /**
             * @description The share the customer holds, a decimal from 0 to 1.
             * @example 0.5
             */
            share?: string | null;
            /** @description The unit that keeps it; the one that keeps the customer unless said. */
            unit?: string | null;
            /** @description Values by attribute: `account_number`, `currency`, `credit_limit`, `maturity_on` ...; decimals as texts. */
            values?: {
                [key: string]: string;
            };
        };
        /** @description A balance to be entered. */
        NewBalance: {
            /**
             * @description How much, a decimal.
             * @example 1234.56
             */
            amount: string;
            /**
             * @description The currency; the agreement's own unless said.
             * @example CNY
             */
            currency?: string | null;
            /**
             * @description What it says: `book`, `available`, `outstanding`, `market_value`; `book` unless said.
             * @default book
             */
            kind: string;
            /**
             * Format: date
             * @description The day it is of; today unless said.
             */
            on?: string | null;
        };
        /** @description A customer to be entered. */
        NewCustomer: {
            /** @description Similar customers were looked at: this is another. */
            confirmed?: boolean;
            /** @description Documents and codes, the one it goes by first; 4 at most. */
            identifications: components["schemas"]["NewIdentification"][];
            /** @description The kind. */
            kind: components["schemas"]["KindWord"];
            /** @description The unit that keeps it; the caller's own unless said. */
            unit?: string | null;
            /** @description Values by attribute; several where the attribute holds several, 3 at most. */
            values: {
                [key: string]: string[];
            };
        };
        /** @description A document or code to be entered. */
        NewIdentification: {
            /**
             * Format: date
             * @description Valid until; 9999-12-31 is long-term.
             */
            expires_on?: string | null;
            /**
             * Format: date
             * @description Valid from.
             */
            issued_on?: string | null;
            /** @description Who issued it. */
            issuer?: string | null;
            /** @description The number. */
            number: string;
            /**
             * @description The kind.
             * @example resident_id
             */
            type: string;
        };
        /** @description Somebody at the identity provider. */
        NewIdentity: {
            /** @description The provider's lasting name for them (`sub`); a refused sign-in leaves it in the audit trail. */
            subject: string;
        };
        /** @description A job to begin. */
        NewMatchJob: {
            /** @description With `learn` and `retrain`: `persons` or `organisations`. */
            of?: string | null;
            /**
             * @description `search`: everybody is held against everybody they meet; `learn`: a model is learned from the customers;
             *     `retrain`: the model in force is made sharper by what stewards said.
             * @example search
             */
            what: string;
        };
        /** @description Another customer's part in an agreement. */
        NewPart: {
            /**
             * @description The customer.
             * @example 100000000016
             */
            number: string;
            /**
             * @description The part.
             * @example guarantor
             */
            role: string;
            /** @description The share held, a decimal from 0 to 1. */
            share?: string | null;
        };
        /** @description A tie to be entered. */
        NewRelation: {
            /**
             * @description The kind, by the code table `relation`, read from the customer if `outward`, else towards it.
             * @example legal_representative
             */
            kind: string;
            /**
             * @description The other customer.
             * @example 100000000016
             */
            number: string;
            /**
             * @description Whether the tie starts from the customer, as it does unless said: the customer is the other's spouse,
             *     shareholder, legal representative.
             * @default true
             */
            outward: boolean;
            /** @description What else is said of it: `share` in percent, `post`, `since`, `until`, `amount`. */
            values?: {
                [key: string]: string;
            };
        };
        /** @description A key to be made. */
        NewServiceKey: {
            /**
             * Format: date-time
             * @description Until when it holds.
             */
            expires_at?: string | null;
            /** @description Which system gets it. */
            name: string;
            /** @description The role it acts in. */
            role: string;
            /** @description The code of the unit it acts for. */
            unit?: string | null;
        };
        /** @description A view to be shared. */
        NewSharedView: {
            /** @description Conditions, order and columns, as the list keeps them; at most 8 KB. */
            content: Record<string, never>;
            /** @description The list it is a view of. */
            list: components["schemas"]["ListName"];
            /** @description Its name. */
            name: string;
            /** @description With whom. */
            shared_with: components["schemas"]["SharedWith"];
        };
        /** @description A unit to be added. */
        NewUnit: {
            /** @description Its code. */
            code: string;
            /** @description Its name. */
            name: string;
            /** @description The code of the unit above it. */
            parent?: string | null;
        };
        /** @description Somebody to be added. */
        NewUser: {
            /** @description What they sign in with. */
            login: string;
            /** @description The name. */
            name: string;
            /** @description Roles: only for who may grant them. */
            roles?: string[];
            /** @description The staff number. */
            staff_number?: string | null;
            /** @description The code of the home unit. */
            unit: string;
        };
        /** @description What is said of two customers. */
        NewVerdict: {
            /** @description With `unsure`: the user who is to look at it, by id. */
            assign_to?: string | null;
            /** @description Earlier judgements that speak against it were looked at. */
            despite?: boolean;
            /** @description Why. */
            note?: string | null;
            /** @description Values picked by hand: for an attribute the record whose value is to stand. */
            picks?: {
                [key: string]: string;
            };
            /**
             * @description With `different`: the tie that is entered between the two, by the code table `relation`, as `same_household`.
             * @example same_household
             */
            relation?: string | null;
            /**
             * @description `same`: one, to be merged; `different`: two, not proposed again until key data change; `unsure`: cannot be
             *     told yet; `same_kept`: one, not to be merged.
             * @example different
             */
            status: string;
        };
        /** @description Somebody just added, or with a new password. */
        OneTimePassword: {
            /**
             * Format: uuid
             * @description The user.
             */
            id: string;
            /** @description The password for the first sign-in. It is not to be had again. */
            password: string;
        };
        /** @description A rule that names pairs. */
        PairRule: {
            /** @description What it looks at: kinds of document, or `name`. */
            keys: string[];
            /** @description What it wants of the names: `equal`, `different`, `any`. */
            names: string;
            /**
             * Format: int64
             * @description How many pairs it names; two rules may name the same pair.
             */
            pairs: number;
            /**
             * @description The rule's id.
             * @example M2
             */
            rule: string;
            /** @description What it says, in the words of the policy. */
            says: string;
        };
        /** @description How many pairs there are, and which rules name them. */
        PairRules: {
            /** @description The rules in force that name pairs, in order of rank. */
            rules: components["schemas"]["PairRule"][];
            /**
             * Format: int64
             * @description Pairs of which a customer is in the caller's sight, each counted once.
             */
            total: number;
        };
        /** @description A rule that names a pair, and what it found equal. */
        PairRuling: {
            /** @description What it found equal, as the caller may see it; nothing where one of the two is out of sight. */
            equal: components["schemas"]["PairValue"][];
            /**
             * @description The rule's id.
             * @example M2
             */
            rule: string;
        };
        /** @description One of the two. Of one out of the caller's sight only `elsewhere` is told. */
        PairSide: {
            /** @description Where it is another branch's: the branches to ask. */
            elsewhere: components["schemas"]["BranchName"][];
            /** @description `individual`, `organisation`, `financial_institution`. */
            kind?: string;
            /** @description The name, as the caller may see it. */
            name?: string;
            /** @description Whether the name is masked. */
            name_masked: boolean;
            /**
             * @description The customer's number.
             * @example 100000000016
             */
            number?: string;
            /**
             * Format: int32
             * @description How many current records make it.
             */
            records?: number;
            /** @description The sources that know it. */
            sources: string[];
            /** @description The units that keep a current record. */
            units: string[];
        };
        /** @description A value that both carry. */
        PairValue: {
            /**
             * @description The kind of document, or `name`.
             * @example resident_id
             */
            key: string;
            /** @description In words. */
            label: components["schemas"]["Label"];
            /** @description Whether something was kept back. */
            masked: boolean;
            /** @description The value in its compared form, as the caller may see it. */
            value?: string | null;
        };
        /** @description The password once more. */
        PasswordAgain: {
            /** @description The password. */
            password: string;
        };
        /** @description Another password. */
        PasswordChange: {
            /** @description The present one. */
            current: string;
            /** @description The new one: at least 10 characters, without login or name, none of the last five. */
            new: string;
        };
        /** @description A right, all roles merged. */
        Permission: {
            /**
             * @description What.
             * @example read
             */
            action: string;
            /**
             * @description How far: `own`, `unit`, `unit_and_below` or `all`.
             * @example unit
             */
            depth: string;
            /**
             * @description To what.
             * @example customer
             */
            object: string;
        };
        /** @description What a text would change. */
        PolicyChanges: {
            /** @description In words. */
            changes: components["schemas"]["Words"][];
        };
        /** @description A row of the policy table. */
        PolicyRow: {
            /** @description What. */
            action: string;
            /** @description How far. */
            depth: string;
            /** @description The line of the text it stands in. */
            line: number;
            /** @description To what. */
            object: string;
            /** @description Who. */
            role: string;
            /** @description The row in words. */
            words: components["schemas"]["Words"];
        };
        /** @description A text of the table. */
        PolicyText: {
            /** @description The text (TOML). */
            text: string;
        };
        /** @description The shape of every answer that is no success. */
        Problem: {
            /** @description With `elsewhere`: the branch to ask. */
            branch?: components["schemas"]["BranchName"];
            /**
             * @description The stable code.
             * @example invalid
             */
            code: string;
            /** @description With `conflict`: each field that two people changed. */
            conflicts?: components["schemas"]["FieldConflict"][];
            /** @description What happened in this case. */
            detail: string;
            /** @description Each field that is at fault. */
            errors: components["schemas"]["FieldError"][];
            /**
             * Format: int32
             * @description The HTTP status.
             */
            status: number;
            /**
             * Format: double
             * @description Milliseconds until this answer.
             */
            time_used_ms: number;
            /** @description The code's name, in the language of `accept-language`. */
            title: string;
            /** @description The number of this answer, to be found in the logs and the audit trail. */
            trace_id: string;
            /**
             * @description Where the code is explained.
             * @example /docs/problems#invalid
             */
            type: string;
            /**
             * Format: int64
             * @description With `conflict`: the version that stands now.
             */
            version?: number;
        };
        /** @description The bank's identity provider, as people know it. */
        ProviderOption: {
            /** @description What people call it. */
            name: components["schemas"]["Words"];
            /** @description Where a browser goes after signing out, to sign out of the provider as well; only where that is set. */
            sign_out?: string;
            /** @description Where a browser goes to begin; `next` may be added, the page wanted. */
            start: string;
        };
        /** @description A purpose of the bank's list. */
        Purpose: {
            /** @description The word a request names in its header `purpose`. */
            name: string;
            /** @description Its title. */
            title: components["schemas"]["Words"];
        };
        /** @description A new version and what it changed. */
        PutAccessPolicy: {
            /** @description What is different, in words. */
            changes: components["schemas"]["Words"][];
            /**
             * Format: int32
             * @description The version now in force.
             */
            version: number;
        };
        /** @description Why a value stands where it stands. */
        ReasonView: {
            /**
             * @description The stable word.
             * @example verification
             */
            code: string;
            /** @description English. */
            en: string;
            /** @description Chinese. */
            zh: string;
        };
        /** @description Something wrong with a record. */
        RecordFinding: {
            /** @description The field. */
            field: string;
            /** @description The rule. */
            rule: string;
        };
        /** @description What a record carries. */
        RecordIdentification: {
            /** @description Its title. */
            label: components["schemas"]["Label"];
            /** @description Whether something was kept back. */
            masked: boolean;
            /** @description The number as the caller may see it. */
            number?: string | null;
            /** @description The kind. */
            type: string;
        };
        /** @description A version of a record. */
        RecordVersion: {
            /**
             * Format: date-time
             * @description When that act took hold.
             */
            at?: string;
            /**
             * Format: date
             * @description The day it speaks of.
             */
            business_date: string;
            /**
             * Format: int64
             * @description The act it came by.
             */
            change: number;
            /** @description It is the one in force. */
            current: boolean;
            /** @description What is wrong with it. */
            findings: components["schemas"]["RecordFinding"][];
            /** @description What it carries. */
            identifications: components["schemas"]["RecordIdentification"][];
            /**
             * Format: int64
             * @description Its place within the day.
             */
            sequence: number;
            /** @description The unit that keeps the record by it. */
            unit?: string;
            /** @description What it says. */
            values: components["schemas"]["VersionValue"][];
        };
        /**
         * @description What became of it.
         * @enum {string}
         */
        RelationOutcome: "created" | "again";
        /** @description A source that tells of a tie. */
        RelationSource: {
            /**
             * Format: uuid
             * @description Its record.
             */
            record_id: string;
            /**
             * @description The source.
             * @example loan
             */
            source: string;
        };
        /** @description A tie that was entered. */
        RelationWritten: {
            /** @description The customer. */
            number: string;
            /** @description `created`; `again`: the same key had been sent before. */
            outcome: components["schemas"]["RelationOutcome"];
            /**
             * Format: uuid
             * @description The desk's record of it: what ends it.
             */
            record_id: string;
            /** @description The tie as it stands now; none where it was ended since. */
            relation?: components["schemas"]["CustomerRelation"];
        };
        /** @description A value in clear. */
        Revealed: {
            /**
             * Format: date-time
             * @description Take it off the screen at this instant.
             */
            until: string;
            /** @description The value. */
            value: string;
        };
        /** @description Which value is to be shown in clear. */
        RevealWish: {
            /**
             * @description An attribute, as `mobile`; or `identification`.
             * @example mobile
             */
            attribute: string;
            /** @description Its place among several, from 0: among the golden values, or among those of the record. */
            index?: number;
            /**
             * @description What for: a word of the bank's list of purposes.
             * @example customer-service
             */
            purpose: string;
            /**
             * Format: uuid
             * @description A record's own value instead of the golden one.
             */
            record_id?: string | null;
        };
        /** @description What a record says. */
        ReviewCell: {
            /** @description Whether something was kept back. */
            masked: boolean;
            /** @description What a code means. */
            meaning?: components["schemas"]["Label"];
            /** @description How it stands to the first record: `base`, `same`, `similar`, `differs`, `missing`. */
            stands: string;
            /** @description Whether it passes its own rule. */
            valid: boolean;
            /** @description The value, as the caller may see it. */
            value?: string | null;
        };
        /** @description An earlier judgement that does not go with taking the two for one. */
        ReviewContradiction: {
            /** @description Who said so; `automatic` where the weight did. */
            actor: components["schemas"]["Somebody"];
            /** @description Which of the two it was judged different from. */
            different_from: string;
            /**
             * Format: date-time
             * @description When.
             */
            given_at: string;
            /** @description Its name. */
            name?: string;
            /** @description The third customer, where it is in sight. */
            number?: string;
            /** @description How it stands to the other of the two: `same`, or `suspect` where nobody has said yet. */
            with_other: string;
        };
        /** @description What to mind. */
        ReviewHint: {
            /** @description The kind of document. */
            document: string;
            /** @enum {string} */
            hint: "bad_number";
            /** @description In words. */
            label: components["schemas"]["Label"];
            /**
             * Format: uuid
             * @description The record.
             */
            record_id: string;
        } | {
            /**
             * Format: int64
             * @description How many.
             */
            customers: number;
            /** @enum {string} */
            hint: "shared_phone";
        } | {
            /** @enum {string} */
            hint: "rule";
            /** @description The rule's id. */
            rule: string;
        } | {
            /**
             * Format: int32
             * @description Agreements.
             */
            accounts: number;
            /** @enum {string} */
            hint: "impact";
            /**
             * Format: int32
             * @description Records.
             */
            records: number;
            /** @description Systems that know one of them. */
            sources: string[];
            /** @description Units that keep one of them. */
            units: string[];
        } | {
            /** @enum {string} */
            hint: "reopened";
        };
        /** @description Two who look like members of one household. */
        ReviewHousehold: {
            /** @description What tells them apart. */
            apart: components["schemas"]["FieldSaid"][];
            /**
             * @description The kind of tie that is proposed, by the code table `relation`.
             * @example same_household
             */
            relation: string;
            /** @description What they have in common as members of a household have. */
            shared: components["schemas"]["FieldSaid"][];
            /** @description The kinds of ties that the two have already, as far as the caller reads both. */
            standing: string[];
        };
        /** @description What the records say of a field. */
        ReviewLine: {
            /** @description What each record says, in the order of `records`. */
            cells: components["schemas"]["ReviewCell"][];
            /** @description The field of the model that compares it. */
            compared?: string;
            /** @description Whether the records do not all say the same. */
            differs: boolean;
            /**
             * @description The attribute or the kind of document.
             * @example mobile
             */
            field: string;
            /** @description `attribute` or `document`. */
            kind: string;
            /** @description In words. */
            label: components["schemas"]["Label"];
            /** @description What would survive if the two were one. */
            survivor?: components["schemas"]["ReviewSurvivor"];
        };
        /** @description An earlier judgement. */
        ReviewPast: {
            /** @description Who said so; `automatic` where the weight did. */
            actor: components["schemas"]["Somebody"];
            /**
             * Format: float
             * @description The weight then, over even odds.
             */
            bits: number;
            /**
             * Format: date-time
             * @description When.
             */
            given_at: string;
            /**
             * Format: int32
             * @description The version of the matching policy then.
             */
            model: number;
            /** @description Why, in the words of whoever said so. */
            note?: string;
            /** @description What was said. */
            status: string;
        };
        /** @description A record as a column. */
        ReviewRecord: {
            /**
             * Format: date
             * @description When its source changed it last, where it says so.
             */
            changed_on?: string;
            /** @description Its source no longer has it. */
            gone: boolean;
            /** @description Its key there, as the caller may see it. */
            key?: string | null;
            /** @description The customer it belongs to. */
            number: string;
            /** @description Which of the two that is: `one`, `other`. */
            of: string;
            /**
             * Format: uuid
             * @description The record.
             */
            record_id: string;
            /** @description Its source. */
            source: string;
            /**
             * Format: int32
             * @description The source's general trust, 0 to 100.
             */
            trust: number;
            /** @description The unit that keeps it. */
            unit?: string;
        };
        /** @description A score, part by part: the prior, the parts and the household add up to `bits`. */
        ReviewScore: {
            /**
             * Format: double
             * @description Weight over even odds, in bits.
             */
            bits: number;
            /**
             * Format: double
             * @description What is taken away because members of a household would agree as much.
             */
            household: number;
            /**
             * Format: uuid
             * @description A record of the one.
             */
            one: string;
            /**
             * Format: uuid
             * @description A record of the other.
             */
            other: string;
            /** @description What each field says. */
            parts: components["schemas"]["ScorePart"][];
            /**
             * Format: double
             * @description Before anything is compared: how unlikely it is that two customers picked by chance are one.
             */
            prior: number;
            /**
             * Format: double
             * @description The probability that they are one.
             */
            probability: number;
        };
        /** @description What would survive. */
        ReviewSurvivor: {
            /** @description Whether something was kept back. */
            masked: boolean;
            /** @description What a code means. */
            meaning?: components["schemas"]["Label"];
            /** @description Whether it was picked by hand. */
            picked: boolean;
            /** @description Why, by the rules; none where it was picked by hand. */
            reason?: components["schemas"]["ReasonView"];
            /**
             * Format: uuid
             * @description The record that gives it.
             */
            record_id: string;
            /** @description The value, as the caller may see it. */
            value?: string | null;
        };
        /** @description A suspect with everything that tells whether the two are one. */
        ReviewView: {
            /** @description The records held against each other, the likeliest two first. */
            comparisons: components["schemas"]["ReviewScore"][];
            /** @description Earlier judgements that do not go with taking the two for one. */
            contradictions: components["schemas"]["ReviewContradiction"][];
            /** @description What to mind, and what hangs on it. */
            hints: components["schemas"]["ReviewHint"][];
            /** @description What was said of the two before, the last first. */
            history: components["schemas"]["ReviewPast"][];
            /** @description They rather live together than are one: a tie is proposed instead of a merge. */
            household?: components["schemas"]["ReviewHousehold"];
            /** @description Permanent identifiers, both right, that differ: the two can never be one. */
            kept_apart: boolean;
            /** @description What they say, a line for each field; what the model compares first. */
            lines: components["schemas"]["ReviewLine"][];
            /**
             * Format: double
             * @description Under this weight nothing is proposed.
             */
            lower: number;
            /** @description The records, a column each; those of the one first. */
            records: components["schemas"]["ReviewRecord"][];
            /** @description The suspect. */
            suspect: components["schemas"]["SuspectView"];
            /**
             * Format: double
             * @description Over this weight a suspect is looked at first.
             */
            upper: number;
        };
        /** @description A role with its rows of the table. */
        Role: {
            /** @description Whether it is one of the three administrators that are kept apart. */
            administrator: boolean;
            /** @description How much it sees of each field. */
            fields: components["schemas"]["FieldView"][];
            /** @description Its name. */
            name: string;
            /** @description Its rows. */
            rows: components["schemas"]["PolicyRow"][];
            /** @description Its title. */
            title: components["schemas"]["Words"];
        };
        /** @description What a trial of identity rules has counted. */
        RulesCount: {
            /** @description Pairs that would be one, by the rule that joins them. */
            by_rule: {
                [key: string]: number;
            };
            /**
             * Format: int64
             * @description Customers looked at.
             */
            customers: number;
            /**
             * Format: int64
             * @description Pairs of customers that would be one.
             */
            join: number;
            /** @description Some pairs that would be one: the numbers of both. */
            joined: string[][];
            /**
             * Format: int64
             * @description Customers that would part.
             */
            part: number;
            /** @description Some customers that would part. */
            parted: string[];
        };
        /** @description Other identity rules. */
        RulesText: {
            /** @description The rules, word for word. */
            text: string;
        };
        /** @description Rules in force, word for word. */
        RuleText: {
            /** @description `identity` or `survivorship`. */
            kind: string;
            /** @description The text (TOML). */
            text: string;
            /**
             * Format: int32
             * @description The version.
             */
            version: number;
        };
        /** @description A version of the rules. */
        RuleVersion: {
            /** @description Who put it in force: a user's or key's id, or the program. */
            actor: string;
            /**
             * Format: date-time
             * @description Since when it is in force.
             */
            recorded_at: string;
            /**
             * Format: int32
             * @description Its number, from 1.
             */
            version: number;
        };
        /** @description An earlier lead of the list. */
        SameLead: {
            /** @description Its place in the list, from 1. */
            row: number;
            /** @description How likely the two are one, and why; none where document and name are equal. */
            weight?: components["schemas"]["Weight"];
        };
        /** @description What a field says. */
        ScorePart: {
            /**
             * Format: double
             * @description What the level adds, in bits.
             */
            bits: number;
            /**
             * Format: int32
             * @description Customers that have the value, where it is a frequent one that both have.
             */
            customers?: number;
            /** @description The field. */
            field: string;
            /**
             * Format: double
             * @description What the frequency of a value that both have adds to that, in bits.
             */
            frequency: number;
            /** @description The level at which the two stand; `missing` where one says nothing. */
            level: string;
        };
        /** @description What was found. */
        SearchAnswer: {
            /** @description Branches that keep a customer out of the caller's sight whom the whole of what was typed identifies: ask there. */
            elsewhere: components["schemas"]["BranchName"][];
            /** @description Hits by kind of object, the likeliest first. */
            groups: components["schemas"]["SearchGroup"][];
            /**
             * Format: double
             * @description Milliseconds the search took.
             */
            took_ms: number;
        };
        /** @description Hits of one kind of object. */
        SearchGroup: {
            /** @description The hits. */
            hits: components["schemas"]["SearchHit"][];
            /**
             * @description The kind of object.
             * @example customer
             */
            object: string;
        };
        /** @description A customer that was found. */
        SearchHit: {
            /** @description The customer. */
            customer: components["schemas"]["CustomerRow"];
            /** @description By what it was found. */
            matched: components["schemas"]["SearchMatch"];
        };
        /** @description By what a customer was found. */
        SearchMatch: {
            /**
             * @description `name`, `pinyin`, `initials`, `number_tail`, `document`, `phone`, `account`, `card`, `customer_number`,
             *     `former_number`.
             */
            by: string;
            /** @description By something that was true of it only before. */
            earlier: boolean;
            /** @description Where in the name what was typed stands, in characters: from, until. */
            range?: number[];
        };
        /** @description The code of a second factor. */
        SecondFactorCode: {
            /** @description As the app shows it. */
            code: string;
        };
        /** @description A key, without the key. */
        ServiceKey: {
            /**
             * Format: date-time
             * @description When it was made.
             */
            created_at: string;
            /** @description By whom. */
            created_by: string;
            /**
             * Format: date-time
             * @description Until when it holds.
             */
            expires_at?: string;
            /**
             * Format: uuid
             * @description Its id, which the audit trail names.
             */
            id: string;
            /** @description Which system has it. */
            name: string;
            /**
             * Format: date-time
             * @description When it was revoked.
             */
            revoked_at?: string;
            /** @description The role it acts in. */
            role: string;
            /** @description The code of the unit it acts for. */
            unit?: string;
            /**
             * Format: date-time
             * @description When it was last used, to the minute.
             */
            used_at?: string;
        };
        /** @description A session of one's own. */
        Session: {
            /** @description The browser, as it called itself. */
            agent: string;
            /**
             * Format: date-time
             * @description When it began.
             */
            created_at: string;
            /** @description Whether it is this one. */
            current: boolean;
            /**
             * Format: date-time
             * @description When it is over in any case.
             */
            expires_at: string;
            /**
             * Format: uuid
             * @description Its id.
             */
            id: string;
            /** @description How it was begun: `password` or `identity_provider`. */
            method: string;
            /**
             * Format: date-time
             * @description When it was last used, to the minute.
             */
            seen_at: string;
        };
        /** @description A view of a list that is shared. */
        SharedView: {
            /** @description Conditions, order and columns, as the list keeps them. */
            content: Record<string, never>;
            /**
             * Format: uuid
             * @description Its id, which addresses name.
             */
            id: string;
            /**
             * @description The list it is a view of.
             * @example customers
             */
            list: string;
            /** @description Whether you may take it back: your own, and one whose owner has left, where you may share as far yourself. */
            may_take_back: boolean;
            /** @description Whether that is you. */
            mine: boolean;
            /** @description Its name. */
            name: string;
            /** @description The name of who made it. */
            owner: string;
            /** @description With whom: `unit`, `unit_and_below` or `bank`. */
            shared_with: string;
            /**
             * Format: date-time
             * @description Since when it is so.
             */
            since: string;
            /** @description The unit from which it reaches so far; none for the whole bank. */
            unit?: components["schemas"]["UnitName"];
        };
        /** @description What is to be different of a shared view; what is left out stays. */
        SharedViewChange: {
            /** @description Other conditions, order or columns. */
            content?: Record<string, never> | null;
            /** @description Another name. */
            name?: string | null;
            shared_with?: components["schemas"]["SharedWith"] | null;
        };
        /**
         * @description With whom a view is shared.
         * @enum {string}
         */
        SharedWith: "unit" | "unit_and_below" | "bank";
        /** @description A key just made. */
        ShownKey: {
            /**
             * Format: uuid
             * @description Its id.
             */
            id: string;
            /** @description The key itself, for the header `authorization: Bearer`. It is not to be had again. */
            key: string;
        };
        /** @description A product that was signed. */
        SignedProduct: {
            /** @description How many agreements of it there are. */
            agreements: number;
            /** @description The title of its line. */
            line: components["schemas"]["Label"];
            /** @description Its code in the bank's product tree. */
            product: string;
        };
        /** @description What somebody shows to be let in. */
        SignIn: {
            /** @description The code of the second factor. */
            code?: string | null;
            /** @description The login. */
            login: string;
            /** @description The password. */
            password: string;
        };
        /** @description How one may sign in here. */
        SignInOptions: {
            /** @description With login and password. */
            password: boolean;
            /** @description Through the bank's identity provider, where there is one. */
            provider?: components["schemas"]["ProviderOption"];
        };
        /** @description A customer that a rule names as similar. */
        SimilarCustomer: {
            /** @description Where it is another branch's: the branches to ask. */
            elsewhere: components["schemas"]["BranchName"][];
            /** @description Whether something was kept back. */
            masked: boolean;
            /** @description Its name, as the caller may see it. */
            name?: string | null;
            /** @description Its number; absent where it is another branch's. */
            number?: string;
            /**
             * @description The rule.
             * @example M2
             */
            rule: string;
            /**
             * Format: uuid
             * @description The suspect that the two are, where both are in sight: where they are reviewed.
             */
            suspect?: string;
        };
        /** @description A customer of another branch who is likely to be the one to be entered. */
        SimilarElsewhere: {
            /** @description The branches to ask. */
            branches: components["schemas"]["BranchName"][];
            /**
             * Format: double
             * @description How likely it is; why is theirs to tell.
             */
            probability: number;
        };
        /** @description A customer who is similar to the one to be entered. */
        SimilarKnown: components["schemas"]["CustomerRow"] & {
            /**
             * @description What makes it similar: `document` (it carries one of the documents under another name), `name` (it is called
             *     exactly so and carries none of them), `weight` (all in all it is likely to be the same one).
             */
            because: components["schemas"]["Likening"][];
            /**
             * @description The rule of the bank that names such two as similar; none names those who are only called the same.
             * @example RULE 3
             */
            rule?: string;
            /** @description How likely it is, and why, where the weight says so. */
            weight?: components["schemas"]["Weight"];
        };
        /** @description Two customers that rules name as similar. */
        SimilarPair: {
            /**
             * Format: uuid
             * @description The same for the same two.
             */
            id: string;
            /**
             * Format: date-time
             * @description When a rule named them last: when one of them was heard of.
             */
            named_at?: string;
            /** @description The one: in the caller's sight, and with the lower number if both are. */
            one: components["schemas"]["PairSide"];
            /** @description The other. */
            other: components["schemas"]["PairSide"];
            /** @description The rules that name them. */
            rules: components["schemas"]["PairRuling"][];
        };
        /** @description Somebody, by id and name. */
        Somebody: {
            /** @description The id. */
            id: string;
            /** @description The name; the id where there is none. */
            name: string;
        };
        /** @description A source system. */
        SourceInfo: {
            /**
             * Format: int64
             * @description Records of agreements that it still has.
             */
            agreements: number;
            /**
             * Format: int64
             * @description Records of customers that it still has; told to whoever sees all.
             */
            customers: number;
            /**
             * Format: date
             * @description The latest business date it spoke of.
             */
            last_business_date?: string;
            /**
             * Format: date-time
             * @description When the last load took hold.
             */
            last_load_at?: string;
            /**
             * Format: int64
             * @description Rows that said something new.
             */
            loaded: number;
            /** @description How many files of it were loaded. */
            loads: number;
            /**
             * Format: int32
             * @description The version of its mapping in force.
             */
            mapping_version: number;
            /**
             * @description Its short name.
             * @example core
             */
            name: string;
            /**
             * Format: int64
             * @description Rows that could not be taken.
             */
            rejected: number;
            /**
             * Format: int64
             * @description Rows of all its loads.
             */
            rows: number;
            /** @description Its title. */
            title: components["schemas"]["Label"];
            /**
             * Format: int32
             * @description Its general trust, 0 to 100.
             */
            trust: number;
        };
        /** @description Customers of one unit, kind, level. */
        StatisticsCell: {
            /**
             * Format: int64
             * @description How many agreements they are first holder of.
             */
            accounts: number;
            /** @description Their balances in CNY, as the caller may see them. */
            balance_cny?: string | null;
            /**
             * Format: int64
             * @description How many customers; one that two units keep is counted at both.
             */
            customers: number;
            /** @description The kind. */
            kind?: string;
            /** @description The level, a code. */
            level?: string;
            /** @description What is outstanding in CNY. */
            owed_cny?: string | null;
            /** @description The query of `/customers` that lists them. */
            query: string;
            /** @description The unit. */
            unit?: string;
        };
        /** @description A subject. */
        SubjectInfo: {
            /** @description Its title. */
            label: components["schemas"]["Label"];
            /** @description Its name. */
            name: string;
        };
        /** @description The nine subjects. */
        Subjects: {
            /** @description 地址 */
            address: components["schemas"]["CustomerValue"][];
            /** @description 基本 */
            basic: components["schemas"]["CustomerValue"][];
            /** @description 联系 */
            contact: components["schemas"]["CustomerValue"][];
            /** @description 合约 */
            contract: components["schemas"]["CustomerValue"][];
            /** @description 事件 */
            event: components["schemas"]["CustomerValue"][];
            /** @description 关系 */
            relation: components["schemas"]["CustomerValue"][];
            /** @description 资源信息 */
            resource: components["schemas"]["CustomerValue"][];
            /** @description 风险 */
            risk: components["schemas"]["CustomerValue"][];
            /** @description 统计分析 */
            statistics: components["schemas"]["CustomerValue"][];
        };
        /** @description How many suspects there are, by what is thought of them. */
        SuspectCounts: {
            /**
             * Format: int64
             * @description Two.
             */
            different: number;
            /**
             * Format: int64
             * @description What the caller has judged today.
             */
            judged_today: number;
            /**
             * Format: int64
             * @description Nobody has said yet: over the upper limit.
             */
            priority: number;
            /**
             * Format: int64
             * @description Nobody has said yet: over the lower limit.
             */
            review: number;
            /**
             * Format: int64
             * @description Nobody has said yet: named by a rule alone.
             */
            rule: number;
            /**
             * Format: int64
             * @description One, to be merged.
             */
            same: number;
            /**
             * Format: int64
             * @description One, not to be merged.
             */
            same_kept: number;
            /**
             * Format: int64
             * @description Cannot be told yet.
             */
            unsure: number;
        };
        /** @description Two customers who may be one. */
        SuspectView: {
            /** @description What speaks for it, strongest first. */
            agreeing: components["schemas"]["FieldSaid"][];
            /** @description Whom it is assigned to. */
            assigned_to?: components["schemas"]["Somebody"];
            /**
             * Format: float
             * @description Weight over even odds, in bits: 0 is as likely as not.
             */
            bits: number;
            /** @description `priority`, `review`, `rule`. */
            category: string;
            /**
             * Format: date-time
             * @description When it was judged.
             */
            decided_at?: string;
            /** @description What speaks against it, strongest first. */
            differing: components["schemas"]["FieldSaid"][];
            /**
             * Format: date-time
             * @description When they were found.
             */
            found_at: string;
            /**
             * Format: uuid
             * @description The same for the same two.
             */
            id: string;
            /** @description Whether it is assigned to the caller. */
            mine: boolean;
            /**
             * Format: int32
             * @description The version of the matching policy that weighed them.
             */
            model: number;
            /** @description `persons` or `organisations`. */
            of: string;
            /** @description The one: in the caller's sight, and with the lower number if both are. */
            one: components["schemas"]["PairSide"];
            /** @description The other. */
            other: components["schemas"]["PairSide"];
            /**
             * Format: double
             * @description The probability that they are one.
             */
            probability: number;
            /** @description Judged different once, and key data have changed since. */
            reopened: boolean;
            /** @description Rules that name them. */
            rules: string[];
            /** @description `suspect`, `same`, `different`, `unsure`, `same_kept`. */
            status: string;
        };
        /** @description One thing that happened to a customer. */
        TimelineEvent: {
            /** @description The act: `load`, `message`, `policy`, `due`. */
            act: string;
            /** @description Who acted: an id. */
            actor: string;
            /**
             * Format: date-time
             * @description When it took hold.
             */
            at: string;
            /**
             * Format: date
             * @description The day it speaks of.
             */
            business_date?: string;
            /** @description Why, of a record that came or left: the rule and the kind of key. */
            cause?: string;
            /**
             * Format: int64
             * @description The act's number.
             */
            change: number;
            /** @description The file, where the act was one. */
            file?: string;
            /** @description Its key there, as the caller may see it. */
            key?: string | null;
            /** @description `opened`, `merged`, `parted`, `source`, `changed`, `gone`, `back`. */
            kind: string;
            /** @description The record. */
            record_id: string;
            /** @description Its source. */
            source: string;
        };
        /** @description A code of the app. */
        TotpCode: {
            /** @description Six digits. */
            code: string;
        };
        /** @description What a trial has counted. */
        TrialCount: {
            /** @description Pairs by what they are now and would be then. */
            moves: components["schemas"]["TrialMove"][];
            /**
             * Format: int64
             * @description Pairs weighed.
             */
            pairs: number;
        };
        /** @description Pairs that would be in another category, or stay in one. */
        TrialMove: {
            /** @description `none`, `review`, `priority`: now. */
            from: string;
            /**
             * Format: int64
             * @description How many pairs.
             */
            pairs: number;
            /** @description Some of them. */
            samples: components["schemas"]["TrialSample"][];
            /** @description The same: then. */
            to: string;
        };
        /** @description What keeps a row from being taken. */
        TrialReject: {
            /** @description The column at fault; empty when it is the row as a whole. */
            field: string;
            /**
             * Format: int64
             * @description The line the row begins on, from 1.
             */
            line: number;
            /** @description Why, and what is wanted. */
            reason: string;
            /** @description The rule that refuses. */
            rule: string;
            /** @description What stands there. */
            value: string;
        };
        /** @description What a mapping makes of one row of the sample. */
        TrialRow: {
            /** @description Documents and codes, as the mapping reads them. */
            identifications: components["schemas"]["TrialValue"][];
            /** @description The row's own key in its source; none of one that is rejected. */
            key?: string;
            /** @description The kind of customer or relation, or the product. */
            kind?: string;
            /**
             * Format: int64
             * @description The line the row begins on, from 1.
             */
            line: number;
            /** @description `taken`, `deleted` (the source says the record is gone) or `rejected`. */
            outcome: string;
            /** @description Why it is rejected; or what was left out or looked odd in one that is taken. */
            reasons: components["schemas"]["TrialReject"][];
            /** @description Values by attribute, as the mapping reads them. */
            values: components["schemas"]["TrialValue"][];
        };
        /** @description A pair that would move. */
        TrialSample: {
            /**
             * Format: float
             * @description Its weight now, in bits over even odds.
             */
            bits_now: number;
            /**
             * Format: float
             * @description Its weight then.
             */
            bits_then: number;
            /** @description The one's number. */
            one: string;
            /** @description The other's. */
            other: string;
        };
        /** @description Something that a row of the sample says. */
        TrialValue: {
            /** @description The attribute, or the kind of document. */
            name: string;
            /** @description What it says. */
            value: string;
        };
        /** @description A unit. */
        Unit: {
            /** @description Its code, for ever. */
            code: string;
            /** @description Its name. */
            name: string;
            /** @description The code of the unit above it. */
            parent?: string;
            /**
             * Format: date-time
             * @description Since when it is called so and hangs there.
             */
            since: string;
        };
        /** @description What is to be different of a unit; what is left out stays. */
        UnitChange: {
            /** @description Another name. */
            name?: string | null;
            /** @description Another unit above it; null for none. */
            parent?: string | null;
        };
        /** @description A unit, as others name it. */
        UnitName: {
            /** @description Its code. */
            code: string;
            /** @description Its name. */
            name: string;
        };
        /** @description A user. */
        User: {
            /**
             * Format: date-time
             * @description Since when there is this user.
             */
            created_at: string;
            /**
             * Format: date-time
             * @description When they left.
             */
            ended_at?: string;
            /**
             * Format: uuid
             * @description The id, which the audit trail names.
             */
            id: string;
            /**
             * Format: date-time
             * @description Until when the login is locked.
             */
            locked_until?: string;
            /** @description What they sign in with. */
            login: string;
            /** @description Whether the password is one for a single use. */
            must_change_password: boolean;
            /** @description The name. */
            name: string;
            /** @description The roles held. */
            roles: string[];
            /** @description Whether a second factor is asked for. */
            second_factor: boolean;
            /** @description The staff number. */
            staff_number?: string;
            /** @description The home unit. */
            unit?: components["schemas"]["UnitName"];
        };
        /** @description What is to be different of a user; what is left out stays. */
        UserChange: {
            /** @description They leave, or come back. */
            ended?: boolean | null;
            /** @description Another name. */
            name?: string | null;
            /** @description Exactly these roles; needs the right to grant them. */
            roles?: string[] | null;
            /** @description Another staff number; null for none. */
            staff_number?: string | null;
            /** @description Another home unit. */
            unit?: string | null;
        };
        /** @description One value that is to be otherwise. */
        ValueChange: {
            /**
             * @description The attribute.
             * @example mobile
             */
            attribute: string;
            /** @description What the caller had seen, masked or not; null where there was nothing. */
            before?: string | null;
            /** @description What it is to be; null takes back what the desk had said. */
            value?: string | null;
        };
        /** @description A version that took hold. */
        VersionTaken: {
            /**
             * Format: int32
             * @description The version in force.
             */
            version: number;
        };
        /** @description A value of a version. */
        VersionValue: {
            /** @description The attribute. */
            attribute: string;
            /** @description Its title. */
            label: components["schemas"]["Label"];
            /** @description Whether something was kept back. */
            masked: boolean;
            /** @description What a code means. */
            meaning?: components["schemas"]["Label"];
            /** @description The version before did not say it. */
            new: boolean;
            /** @description False when the value breaks its rule: it is kept, and never survives. */
            valid: boolean;
            /** @description The value as the caller may see it; null when it is hidden. */
            value?: string | null;
            /** @description How far it was checked. */
            verification: string;
        };
        /** @description How likely two are one, and why. */
        Weight: {
            /** @description What speaks for it, strongest first. */
            agreeing: components["schemas"]["FieldSaid"][];
            /**
             * Format: float
             * @description Weight over even odds, in bits: 0 is as likely as not.
             */
            bits: number;
            /** @description `priority` (over the upper limit), `review` (over the lower). */
            category: string;
            /** @description What speaks against it, strongest first. */
            differing: components["schemas"]["FieldSaid"][];
            /**
             * Format: double
             * @description The probability that they are one.
             */
            probability: number;
        };
        /** @description Somebody who may see a customer. */
        WhoMay: {
            /** @description Why. */
            because: components["schemas"]["Label"][];
            /** @description The user's id. */
            id: string;
            /** @description The name. */
            name: string;
            /** @description The roles that let them see. */
            roles: string[];
            /** @description The home unit. */
            unit?: string;
        };
        /** @description How much of a kind of value somebody sees, and why. */
        WhyField: {
            /** @description Why. */
            because: components["schemas"]["Label"][];
            /** @description The class of sensitivity. */
            class: string;
            /** @description The kind of value. */
            kind: string;
            /** @description `clear`, `masked`, `hidden`. */
            view: string;
        };
        /** @description Why the caller sees a customer, and how much of each kind of value. */
        WhyMe: {
            /** @description Why the customer is seen: the rows of the policy table and the ties. */
            because: components["schemas"]["Label"][];
            /** @description What is seen of values, by class and kind, and why. */
            fields: components["schemas"]["WhyField"][];
        };
        /** @description A text in both languages. */
        Words: {
            /** @description English. */
            en: string;
            /** @description Chinese. */
            zh: string;
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    readAccessPolicy: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccessPolicy"];
                };
            };
            /** @description Nobody is signed in. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The caller may not, or not this one. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service is full: try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    putAccessPolicy: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewAccessPolicy"];
            };
        };
        responses: {
            /** @description The answer. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PutAccessPolicy"];
                };
            };
            /** @description Nobody is signed in. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The caller may not, or not this one. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Somebody else was quicker. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What was sent cannot be taken. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service is full: try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    compareAccessPolicy: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PolicyText"];
            };
        };
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PolicyChanges"];
                };
            };
            /** @description Nobody is signed in. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The caller may not, or not this one. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What was sent cannot be taken. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service is full: try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    completeAccessPolicy: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PutAccessPolicy"];
                };
            };
            /** @description Nobody is signed in. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The caller may not, or not this one. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Somebody else was quicker. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It lacks nothing. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service is full: try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listLackingPolicyRows: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["List_PolicyRow"];
                };
            };
            /** @description Nobody is signed in. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The caller may not, or not this one. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service is full: try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listAccessPolicies: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["List_AccessPolicyVersion"];
                };
            };
            /** @description Nobody is signed in. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The caller may not, or not this one. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service is full: try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readAccessPolicyVersion: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                version: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccessPolicy"];
                };
            };
            /** @description Nobody is signed in. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The caller may not, or not this one. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No such version. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What was sent cannot be taken. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service is full: try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readCatalogue: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AttributeCatalogue"];
                };
            };
            /** @description Nobody is signed in. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The caller may not, or not this one. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service is full: try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listAuditLines: {
        parameters: {
            query?: {
                /** @description Of this action. */
                action?: string;
                /** @description By this user, key or program. */
                actor?: string;
                /** @description The `next_cursor` of the page before. */
                cursor?: string;
                /**
                 * @description From this instant on (RFC 3339).
                 * @example 2026-11-20T00:00:00Z
                 */
                from?: string;
                /** @description Items of a page, 1 to 200; 50 unless said. */
                limit?: number;
                /** @description To this kind of thing. */
                object?: string;
                /** @description About this customer number or id. */
                target?: string;
                /**
                 * @description Before this instant (RFC 3339).
                 * @example 2026-11-21T00:00:00Z
                 */
                until?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["List_AuditLine"];
                };
            };
            /** @description Nobody is signed in. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The caller may not, or not this one. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What was sent cannot be taken. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service is full: try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    verifyAuditTrail: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuditVerification"];
                };
            };
            /** @description Nobody is signed in. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The caller may not, or not this one. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service is full: try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listCodeTables: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["List_CodeTableInfo"];
                };
            };
            /** @description Nobody is signed in. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The caller may not, or not this one. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service is full: try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readCodeTable: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CodeTableText"];
                };
            };
            /** @description Nobody is signed in. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The caller may not, or not this one. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No code table has this name. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What was sent cannot be taken. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service is full: try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    putCodeValue: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CodeValueWish"];
            };
        };
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["VersionTaken"];
                };
            };
            /** @description Nobody is signed in. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The caller may not, or not this one. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No code table has this name. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Somebody changed it meanwhile. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What was sent cannot be taken. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service is full: try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listCustomers: {
        parameters: {
            query?: {
                /** @description With `unit`: or by any unit below it. */
                below?: boolean;
                /** @description The `next_cursor` of the page before. */
                cursor?: string;
                /** @description With a document that expires before this day, or has. */
                expiring_before?: string;
                /** @description Of this kind. */
                kind?: "individual" | "organisation" | "financial_institution";
                /** @description Of this level, a code. */
                level?: string;
                /** @description Items of a page, 1 to 200; 50 unless said. */
                limit?: number;
                /** @description Looked after by the manager with this staff number. */
                manager?: string;
                /**
                 * @description Called so, or identified so: a name or a part of it, its pinyin or initials, the last four characters of a
                 *     number, a whole number; the 500 likeliest. Asks the right to search.
                 * @example zs
                 */
                q?: string;
                /** @description The order; `name` unless said. With a minus the other way round. */
                sort?: "name" | "-name" | "number" | "-number" | "opened_on" | "-opened_on" | "expires_on" | "-expires_on" | "balance" | "-balance";
                /** @description Known to this source. */
                source?: string;
                /** @description Kept by this unit. */
                unit?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["List_CustomerRow"];
                };
            };
            /** @description Nobody is signed in. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The caller may not, or not this one. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What was sent cannot be taken. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service is full: try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    createCustomer: {
        parameters: {
            query?: never;
            header?: {
                /** @description A word for this very write. */
                "idempotency-key"?: string | null;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewCustomer"];
            };
        };
        responses: {
            /** @description It joined a customer, or had been sent before. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Entered"];
                };
            };
            /** @description A new customer. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Entered"];
                };
            };
            /** @description Nobody is signed in. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The caller may not, or not this one. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What was sent cannot be taken. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service is full: try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readCustomer: {
        parameters: {
            query?: {
                /**
                 * @description What the bank knew then: an instant (RFC 3339) or the end of a day (UTC+8).
                 * @example 2026-11-20
                 */
                as_of?: string;
                /**
                 * @description What held on this business date.
                 * @example 2026-11-20
                 */
                valid_on?: string;
            };
            header?: never;
            path: {
                /** @description Any customer number ever given. */
                number: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Customer"];
                };
            };
            /** @description Nobody is signed in. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The caller may not, or not this one. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No customer has this number. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What was sent cannot be taken. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service is full: try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    correctCustomer: {
        parameters: {
            query?: never;
            header?: {
                /** @description A word for this very write. */
                "idempotency-key"?: string | null;
            };
            path: {
                number: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Correction"];
            };
        };
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Corrected"];
                };
            };
            /** @description Nobody is signed in. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The caller may not, or not this one. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No customer has this number. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Somebody changed the same values meanwhile. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What was sent cannot be taken. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service is full: try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    whoMay: {
        parameters: {
            query?: {
                /** @description The day at whose end it is asked; now unless said. */
                on?: string;
            };
            header?: never;
            path: {
                number: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["List_WhoMay"];
                };
            };
            /** @description Nobody is signed in. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The caller may not, or not this one. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No customer has this number. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What was sent cannot be taken. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service is full: try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    whyMe: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WhyMe"];
                };
            };
            /** @description Nobody is signed in. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The caller may not, or not this one. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No customer has this number. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What was sent cannot be taken. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service is full: try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listAccounts: {
        parameters: {
            query?: {
                /**
                 * @description What the bank knew then: an instant (RFC 3339) or the end of a day (UTC+8).
                 * @example 2026-11-20
                 */
                as_of?: string;
                /**
                 * @description What held on this business date.
                 * @example 2026-11-20
                 */
                valid_on?: string;
            };
            header?: never;
            path: {
                number: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Holdings"];
                };
            };
            /** @description Nobody is signed in. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The caller may not, or not this one. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No customer has this number. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What was sent cannot be taken. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service is full: try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    createAgreement: {
        parameters: {
            query?: never;
            header?: {
                /** @description A word for this very write. */
                "idempotency-key"?: string | null;
            };
            path: {
                number: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewAgreement"];
            };
        };
        responses: {
            /** @description It had been sent before. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AgreementWritten"];
                };
            };
            /** @description A new agreement. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AgreementWritten"];
                };
            };
            /** @description Nobody is signed in. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The caller may not, or not this one. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No customer has this number. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The customer changed meanwhile. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What was sent cannot be taken. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service is full: try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    correctAgreement: {
        parameters: {
            query?: never;
            header?: {
                /** @description A word for this very write. */
                "idempotency-key"?: string | null;
            };
            path: {
                number: string;
                record_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AgreementCorrection"];
            };
        };
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AgreementWritten"];
                };
            };
            /** @description Nobody is signed in. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The caller may not, or not this one. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No customer has this number, or it has no part in the agreement. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Somebody changed the same values meanwhile. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What was sent cannot be taken. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service is full: try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readCombined: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Combined"];
                };
            };
            /** @description Nobody is signed in. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The caller may not, or not this one. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No customer has this number. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What was sent cannot be taken. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service is full: try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listContracts: {
        parameters: {
            query?: {
                /**
                 * @description What the bank knew then: an instant (RFC 3339) or the end of a day (UTC+8).
                 * @example 2026-11-20
                 */
                as_of?: string;
                /**
                 * @description What held on this business date.
                 * @example 2026-11-20
                 */
                valid_on?: string;
            };
            header?: never;
            path: {
                number: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Contracts"];
                };
            };
            /** @description Nobody is signed in. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The caller may not, or not this one. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No customer has this number. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What was sent cannot be taken. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service is full: try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listExtensions: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["List_CustomerExtension"];
                };
            };
            /** @description Nobody is signed in. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The caller may not, or not this one. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No customer has this number. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What was sent cannot be taken. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service is full: try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    putExtension: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: string;
                number: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ExtensionWish"];
            };
        };
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["VersionTaken"];
                };
            };
            /** @description Nobody is signed in. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The caller may not, or not this one. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No customer has this number. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Somebody said something else meanwhile. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What was sent cannot be taken. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service is full: try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listKeptApart: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["List_KeptApart"];
                };
            };
            /** @description Nobody is signed in. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The caller may not, or not this one. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No customer has this number. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What was sent cannot be taken. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service is full: try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readLineage: {
        parameters: {
            query?: {
                /**
                 * @description What the bank knew then: an instant (RFC 3339) or the end of a day (UTC+8).
                 * @example 2026-11-20
                 */
                as_of?: string;
                /**
                 * @description What held on this business date.
                 * @example 2026-11-20
                 */
                valid_on?: string;
            };
            header?: never;
            path: {
                number: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Lineage"];
                };
            };
            /** @description Nobody is signed in. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The caller may not, or not this one. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No customer has this number. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What was sent cannot be taken. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service is full: try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listRecords: {
        parameters: {
            query?: {
                /**
                 * @description What the bank knew then: an instant (RFC 3339) or the end of a day (UTC+8).
                 * @example 2026-11-20
                 */
                as_of?: string;
                /**
                 * @description What held on this business date.
                 * @example 2026-11-20
                 */
                valid_on?: string;
            };
            header?: never;
            path: {
                number: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["List_CustomerRecord"];
                };
            };
            /** @description Nobody is signed in. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The caller may not, or not this one. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No customer has this number. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What was sent cannot be taken. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service is full: try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listRecordVersions: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: string;
                record_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["List_RecordVersion"];
                };
            };
            /** @description Nobody is signed in. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The caller may not, or not this one. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No customer has this number, or the record is none of its own. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What was sent cannot be taken. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service is full: try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listRelations: {
        parameters: {
            query?: {
                /**
                 * @description What the bank knew then: an instant (RFC 3339) or the end of a day (UTC+8).
                 * @example 2026-11-20
                 */
                as_of?: string;
                /**
                 * @description What held on this business date.
                 * @example 2026-11-20
                 */
                valid_on?: string;
            };
            header?: never;
            path: {
                number: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["List_CustomerRelation"];
                };
            };
            /** @description Nobody is signed in. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The caller may not, or not this one. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No customer has this number. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What was sent cannot be taken. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service is full: try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    createRelation: {
        parameters: {
            query?: never;
            header?: {
                /** @description A word for this very write. */
                "idempotency-key"?: string | null;
            };
            path: {
                number: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewRelation"];
            };
        };
        responses: {
            /** @description It had been sent before. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RelationWritten"];
                };
            };
            /** @description A new tie. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RelationWritten"];
                };
            };
            /** @description Nobody is signed in. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The caller may not, or not this one. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No customer has this number. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What was sent cannot be taken. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service is full: try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    endRelation: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: string;
                record_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description There is no such tie any more. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Nobody is signed in. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The caller may not, or not this one. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No customer has this number, or it has no such tie. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Somebody changed it meanwhile. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What was sent cannot be taken. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service is full: try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    revealValue: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RevealWish"];
            };
        };
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Revealed"];
                };
            };
            /** @description Nobody is signed in. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The caller may not, or not this one. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No such customer or value. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What was sent cannot be taken. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service is full: try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listSimilar: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["List_SimilarCustomer"];
                };
            };
            /** @description Nobody is signed in. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The caller may not, or not this one. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No customer has this number. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What was sent cannot be taken. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service is full: try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readCustomerSubject: {
        parameters: {
            query?: {
                /**
                 * @description What the bank knew then: an instant (RFC 3339) or the end of a day (UTC+8).
                 * @example 2026-11-20
                 */
                as_of?: string;
                /**
                 * @description What held on this business date.
                 * @example 2026-11-20
                 */
                valid_on?: string;
            };
            header?: never;
            path: {
                number: string;
                subject: "basic" | "statistics" | "address" | "risk" | "contact" | "resource";
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["List_CustomerValue"];
                };
            };
            /** @description Nobody is signed in. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The caller may not, or not this one. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No customer has this number. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What was sent cannot be taken. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service is full: try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readContractSubject: {
        parameters: {
            query?: {
                /**
                 * @description What the bank knew then: an instant (RFC 3339) or the end of a day (UTC+8).
                 * @example 2026-11-20
                 */
                as_of?: string;
                /**
                 * @description What held on this business date.
                 * @example 2026-11-20
                 */
                valid_on?: string;
            };
            header?: never;
            path: {
                number: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ContractSubject"];
                };
            };
            /** @description Nobody is signed in. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The caller may not, or not this one. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No customer has this number. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What was sent cannot be taken. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service is full: try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readEventSubject: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["List_TimelineEvent"];
                };
            };
            /** @description Nobody is signed in. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The caller may not, or not this one. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No customer has this number. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What was sent cannot be taken. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service is full: try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readRelationSubject: {
        parameters: {
            query?: {
                /**
                 * @description What the bank knew then: an instant (RFC 3339) or the end of a day (UTC+8).
                 * @example 2026-11-20
                 */
                as_of?: string;
                /**
                 * @description What held on this business date.
                 * @example 2026-11-20
                 */
                valid_on?: string;
            };
            header?: never;
            path: {
                number: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["List_CustomerRelation"];
                };
            };
            /** @description Nobody is signed in. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The caller may not, or not this one. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No customer has this number. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What was sent cannot be taken. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service is full: try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readTimeline: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["List_TimelineEvent"];
                };
            };
            /** @description Nobody is signed in. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The caller may not, or not this one. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No customer has this number. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What was sent cannot be taken. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service is full: try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    checkCustomer: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewCustomer"];
            };
        };
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AdmissionCheck"];
                };
            };
            /** @description Nobody is signed in. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The caller may not, or not this one. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What was sent cannot be taken. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service is full: try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    checkCustomerList: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["LeadList"];
            };
        };
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CheckedList"];
                };
            };
            /** @description Nobody is signed in. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The caller may not, or not this one. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What was sent cannot be taken. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service is full: try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    exportCustomers: {
        parameters: {
            query?: {
                /** @description With `unit`: or by any unit below it. */
                below?: boolean;
                /** @description With a document that expires before this day, or has. */
                expiring_before?: string;
                /** @description Of this kind. */
                kind?: "individual" | "organisation" | "financial_institution";
                /** @description Of this level, a code. */
                level?: string;
                /** @description Looked after by the manager with this staff number. */
                manager?: string;
                /**
                 * @description Called so, or identified so: a name or a part of it, its pinyin or initials, the last four characters of a
                 *     number, a whole number; the 500 likeliest. Asks the right to search.
                 * @example zs
                 */
                q?: string;
                /** @description The order; `name` unless said. With a minus the other way round. */
                sort?: "name" | "-name" | "number" | "-number" | "opened_on" | "-opened_on" | "expires_on" | "-expires_on" | "balance" | "-balance";
                /** @description Known to this source. */
                source?: string;
                /** @description Kept by this unit. */
                unit?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/csv": string;
                };
            };
            /** @description Nobody is signed in. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The caller may not, or not this one. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What was sent cannot be taken. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service is full: try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    identifyCustomer: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["IdentifyWish"];
            };
        };
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Identification"];
                };
            };
            /** @description Nobody is signed in. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The caller may not, or not this one. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What was sent cannot be taken. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service is full: try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listLoads: {
        parameters: {
            query?: {
                /** @description The `next_cursor` of the page before. */
                cursor?: string;
                /** @description Items of a page, 1 to 200; 50 unless said. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["List_LoadInfo"];
                };
            };
            /** @description Nobody is signed in. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The caller may not, or not this one. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What was sent cannot be taken. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service is full: try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readLoad: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LoadInfo"];
                };
            };
            /** @description Nobody is signed in. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The caller may not, or not this one. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No load has this number. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What was sent cannot be taken. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service is full: try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    downloadRejects: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/csv": string;
                };
            };
            /** @description Nobody is signed in. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The caller may not, or not this one. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No such load, or nothing was rejected. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What was sent cannot be taken. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service is full: try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readMatchingPolicy: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example persons */
                of: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MatchingPolicy"];
                };
            };
            /** @description Nobody is signed in. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The caller may not, or not this one. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such policy. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What was sent cannot be taken. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service is full: try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    putMatchingPolicy: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example persons */
                of: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MatchingChange"];
            };
        };
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MatchingPolicy"];
                };
            };
            /** @description Nobody is signed in. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The caller may not, or not this one. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such policy. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What was sent cannot be taken. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service is full: try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    tryMatchingPolicy: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example persons */
                of: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MatchingChange"];
            };
        };
        responses: {
            /** @description The answer. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MatchJob"];
                };
            };
            /** @description Nobody is signed in. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The caller may not, or not this one. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such policy. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What was sent cannot be taken. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service is full: try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listMatchJobs: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["List_MatchJob"];
                };
            };
            /** @description Nobody is signed in. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The caller may not, or not this one. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service is full: try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    beginMatchJob: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewMatchJob"];
            };
        };
        responses: {
            /** @description The answer. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MatchJob"];
                };
            };
            /** @description Nobody is signed in. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The caller may not, or not this one. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What was sent cannot be taken. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service is full: try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readMatchJob: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MatchJob"];
                };
            };
            /** @description Nobody is signed in. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The caller may not, or not this one. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such job. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What was sent cannot be taken. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service is full: try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    moveMatchJob: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MatchJobMove"];
            };
        };
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MatchJob"];
                };
            };
            /** @description Nobody is signed in. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The caller may not, or not this one. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such job. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It is over. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What was sent cannot be taken. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service is full: try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readMe: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Me"];
                };
            };
            /** @description Nobody is signed in. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A write that another site's page sent. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service is full: try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    changeMe: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MeChange"];
            };
        };
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Me"];
                };
            };
            /** @description Nobody is signed in. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A write that another site's page sent. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What was sent cannot be taken. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service is full: try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listMyIdentities: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["List_IdentityLink"];
                };
            };
            /** @description Nobody is signed in. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A write that another site's page sent. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service is full: try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    changePassword: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PasswordChange"];
            };
        };
        responses: {
            /** @description Changed. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Nobody is signed in. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A write that another site's page sent. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What was sent cannot be taken. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many wrong tries. */
            423: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service is full: try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listSessions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["List_Session"];
                };
            };
            /** @description Nobody is signed in. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A write that another site's page sent. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service is full: try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    endSession: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Ended. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Nobody is signed in. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A write that another site's page sent. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No such session. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What was sent cannot be taken. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service is full: try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    confirmSecondFactor: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TotpCode"];
            };
        };
        responses: {
            /** @description From now on a code is asked for. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Nobody is signed in. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A write that another site's page sent. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description None was begun. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Confirmed before. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What was sent cannot be taken. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service is full: try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    enrolSecondFactor: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Enrolment"];
                };
            };
            /** @description Nobody is signed in. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A write that another site's page sent. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description One is enrolled already. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service is full: try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    removeSecondFactor: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PasswordAgain"];
            };
        };
        responses: {
            /** @description Removed. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Nobody is signed in. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A write that another site's page sent. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description None is enrolled. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What was sent cannot be taken. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many wrong tries. */
            423: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service is full: try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    finishProviderSignIn: {
        parameters: {
            query?: {
                /** @description The code. */
                code?: string;
                /** @description The provider's word for why not. */
                error?: string;
                /** @description Who says so (RFC 9207). */
                iss?: string;
                /** @description What was sent along. */
                state?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description To the page wanted; or to the sign-in page, which says what is wrong. */
            303: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A write that another site's page sent. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no identity provider here. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What was sent cannot be taken. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service is full: try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    showProviderCode: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SecondFactorCode"];
            };
        };
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Me"];
                };
            };
            /** @description The code is wrong, or the sign-in is over. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A write that another site's page sent. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no identity provider here. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What was sent cannot be taken. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many wrong tries. */
            423: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service is full: try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    signOutOfProvider: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description To the provider; to the sign-in page, where it knows no such place. */
            303: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A write that another site's page sent. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no identity provider here. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service is full: try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    beginProviderSignIn: {
        parameters: {
            query?: {
                /** @description A page of the console, as `/customers`. */
                next?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description To the provider; or to the sign-in page, which says what is wrong. */
            303: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A write that another site's page sent. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no identity provider here. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What was sent cannot be taken. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service is full: try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readPolicy: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                kind: "identity" | "survivorship";
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RuleText"];
                };
            };
            /** @description Nobody is signed in. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The caller may not, or not this one. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The store has none. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What was sent cannot be taken. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service is full: try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listPolicyVersions: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                kind: "identity" | "survivorship";
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["List_RuleVersion"];
                };
            };
            /** @description Nobody is signed in. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The caller may not, or not this one. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What was sent cannot be taken. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service is full: try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readPolicyVersion: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                kind: "identity" | "survivorship";
                version: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RuleText"];
                };
            };
            /** @description Nobody is signed in. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The caller may not, or not this one. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such version. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What was sent cannot be taken. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service is full: try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    tryIdentityRules: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RulesText"];
            };
        };
        responses: {
            /** @description The answer. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MatchJob"];
                };
            };
            /** @description Nobody is signed in. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The caller may not, or not this one. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What was sent cannot be taken. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service is full: try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listPurposes: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["List_Purpose"];
                };
            };
            /** @description Nobody is signed in. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A write that another site's page sent. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service is full: try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listRoles: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["List_Role"];
                };
            };
            /** @description Nobody is signed in. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The caller may not, or not this one. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service is full: try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    search: {
        parameters: {
            query: {
                /** @description Most hits, 1 to 50; 10 unless said. */
                limit?: number;
                /**
                 * @description A name or a part of it, its pinyin or initials, the last four characters of a number, a whole number of a
                 *     document, phone, account, card or customer.
                 * @example zs
                 */
                q: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SearchAnswer"];
                };
            };
            /** @description Nobody is signed in. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The caller may not, or not this one. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What was sent cannot be taken. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service is full: try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listServiceKeys: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["List_ServiceKey"];
                };
            };
            /** @description Nobody is signed in. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The caller may not, or not this one. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service is full: try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    createServiceKey: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewServiceKey"];
            };
        };
        responses: {
            /** @description The answer. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ShownKey"];
                };
            };
            /** @description Nobody is signed in. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The caller may not, or not this one. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What was sent cannot be taken. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service is full: try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    revokeServiceKey: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Revoked. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Nobody is signed in. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The caller may not, or not this one. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No such key. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What was sent cannot be taken. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service is full: try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    signIn: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SignIn"];
            };
        };
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Me"];
                };
            };
            /** @description Login, password or code is wrong, or a code is needed. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A write that another site's page sent. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What was sent cannot be taken. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many wrong tries. */
            423: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service is full: try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    signOut: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Signed out. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Nobody is signed in. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A write that another site's page sent. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service is full: try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readSignInOptions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SignInOptions"];
                };
            };
            /** @description A write that another site's page sent. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service is full: try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listSimilarPairs: {
        parameters: {
            query?: {
                /** @description With `unit`: or any unit below it. */
                below?: boolean;
                /** @description The `next_cursor` of the page before. */
                cursor?: string;
                /** @description Items of a page, 1 to 200; 50 unless said. */
                limit?: number;
                /**
                 * @description Named by this rule.
                 * @example M2
                 */
                rule?: string;
                /** @description Of a customer that this unit keeps. */
                unit?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["List_SimilarPair"];
                };
            };
            /** @description Nobody is signed in. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The caller may not, or not this one. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What was sent cannot be taken. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service is full: try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    countSimilarPairs: {
        parameters: {
            query?: {
                /** @description With `unit`: or any unit below it. */
                below?: boolean;
                /** @description Of a customer that this unit keeps. */
                unit?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PairRules"];
                };
            };
            /** @description Nobody is signed in. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The caller may not, or not this one. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What was sent cannot be taken. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service is full: try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listSources: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["List_SourceInfo"];
                };
            };
            /** @description Nobody is signed in. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The caller may not, or not this one. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service is full: try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listMappings: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["List_MappingInfo"];
                };
            };
            /** @description Nobody is signed in. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The caller may not, or not this one. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No source has this name. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What was sent cannot be taken. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service is full: try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    putMapping: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MappingWish"];
            };
        };
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["VersionTaken"];
                };
            };
            /** @description Nobody is signed in. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The caller may not, or not this one. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Somebody changed it meanwhile. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What was sent cannot be taken. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service is full: try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readMapping: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: string;
                version: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MappingText"];
                };
            };
            /** @description Nobody is signed in. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The caller may not, or not this one. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No such source or version. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What was sent cannot be taken. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service is full: try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    tryMapping: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MappingTrialWish"];
            };
        };
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MappingTrial"];
                };
            };
            /** @description Nobody is signed in. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The caller may not, or not this one. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What was sent cannot be taken. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service is full: try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    checkStandard: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CheckWish"];
            };
        };
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CheckResult"];
                };
            };
            /** @description Nobody is signed in. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The caller may not, or not this one. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What was sent cannot be taken. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service is full: try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    countCustomers: {
        parameters: {
            query?: {
                /**
                 * @description Words with commas between: `unit`, `kind`, `level`; all together unless said.
                 * @example unit,kind
                 */
                by?: string;
                /** @description Only customers of this unit and those below it. */
                unit?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CustomerStatistics"];
                };
            };
            /** @description Nobody is signed in. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The caller may not, or not this one. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What was sent cannot be taken. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service is full: try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listSuspects: {
        parameters: {
            query?: {
                /** @description Assigned to `me`, to `nobody`, or to the user with this id. */
                assigned?: string;
                /** @description With `unit`: or any unit below it. */
                below?: boolean;
                /** @description `priority` (over the upper limit), `review` (over the lower), `rule` (named by a rule alone). */
                category?: string;
                /** @description The `next_cursor` of the page before. */
                cursor?: string;
                /** @description Items of a page, 1 to 200; 50 unless said. */
                limit?: number;
                /** @description `persons` or `organisations`. */
                of?: string;
                /** @description `score`: the likeliest first; `age`: the oldest first. */
                sort?: string;
                /**
                 * @description What is thought of them: `suspect`, `same`, `different`, `unsure`, `same_kept`; `suspect` and `unsure` unless
                 *     said.
                 */
                status?: string;
                /** @description Of a customer that this unit keeps. */
                unit?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["List_SuspectView"];
                };
            };
            /** @description Nobody is signed in. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The caller may not, or not this one. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What was sent cannot be taken. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service is full: try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readSuspect: {
        parameters: {
            query?: {
                /**
                 * @description Values picked by hand: `attribute:record` with commas between.
                 * @example mobile:0d7a6f0e-98a5-4d3c-8f0e-2b8f1a5f7c11
                 */
                picks?: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReviewView"];
                };
            };
            /** @description Nobody is signed in. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The caller may not, or not this one. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such suspect in sight. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What was sent cannot be taken. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service is full: try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    judgeSuspect: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewVerdict"];
            };
        };
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReviewView"];
                };
            };
            /** @description Nobody is signed in. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The caller may not, or not this one. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such suspect in sight. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Earlier judgements speak against it. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What was sent cannot be taken. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service is full: try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    assignSuspects: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Assignment"];
            };
        };
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Assigned"];
                };
            };
            /** @description Nobody is signed in. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The caller may not, or not this one. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What was sent cannot be taken. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service is full: try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    countSuspects: {
        parameters: {
            query?: {
                /** @description With `unit`: or any unit below it. */
                below?: boolean;
                /** @description Of a customer that this unit keeps. */
                unit?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SuspectCounts"];
                };
            };
            /** @description Nobody is signed in. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The caller may not, or not this one. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What was sent cannot be taken. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service is full: try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    tryMerge: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DryMerge"];
            };
        };
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DryMerged"];
                };
            };
            /** @description Nobody is signed in. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The caller may not, or not this one. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description None of them is in sight. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What was sent cannot be taken. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service is full: try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listJudges: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["List_Somebody"];
                };
            };
            /** @description Nobody is signed in. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The caller may not, or not this one. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service is full: try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listUnits: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["List_Unit"];
                };
            };
            /** @description Nobody is signed in. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The caller may not, or not this one. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service is full: try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    createUnit: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewUnit"];
            };
        };
        responses: {
            /** @description The answer. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Unit"];
                };
            };
            /** @description Nobody is signed in. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The caller may not, or not this one. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What was sent cannot be taken. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service is full: try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    changeUnit: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                code: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UnitChange"];
            };
        };
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Unit"];
                };
            };
            /** @description Nobody is signed in. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The caller may not, or not this one. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No such unit. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What was sent cannot be taken. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service is full: try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listUsers: {
        parameters: {
            query?: {
                /** @description And of all units below it. */
                below?: boolean;
                /** @description The `next_cursor` of the page before. */
                cursor?: string;
                /** @description Items of a page, 1 to 200; 50 unless said. */
                limit?: number;
                /** @description With this in login, name or staff number. */
                q?: string;
                /** @description With this role. */
                role?: string;
                /** @description Of this unit. */
                unit?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["List_User"];
                };
            };
            /** @description Nobody is signed in. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The caller may not, or not this one. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What was sent cannot be taken. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service is full: try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    createUser: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewUser"];
            };
        };
        responses: {
            /** @description The answer. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OneTimePassword"];
                };
            };
            /** @description Nobody is signed in. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The caller may not, or not this one. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What was sent cannot be taken. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service is full: try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readUser: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["User"];
                };
            };
            /** @description Nobody is signed in. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The caller may not, or not this one. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No such user in reach. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What was sent cannot be taken. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service is full: try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    changeUser: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UserChange"];
            };
        };
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["User"];
                };
            };
            /** @description Nobody is signed in. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A write that another site's page sent. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No such user in reach. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What was sent cannot be taken. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service is full: try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readUserAccess: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MergedAccess"];
                };
            };
            /** @description Nobody is signed in. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The caller may not, or not this one. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No such user in reach. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What was sent cannot be taken. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service is full: try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listIdentities: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["List_IdentityLink"];
                };
            };
            /** @description Nobody is signed in. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The caller may not, or not this one. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No such user in reach. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What was sent cannot be taken. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service is full: try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    linkIdentity: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewIdentity"];
            };
        };
        responses: {
            /** @description The answer. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["List_IdentityLink"];
                };
            };
            /** @description Nobody is signed in. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The caller may not, or not this one. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No such user in reach, or no identity provider. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The user has left, or is linked already. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What was sent cannot be taken. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service is full: try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    unlinkIdentity: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                link: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Ended. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Nobody is signed in. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The caller may not, or not this one. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No such user in reach, or no such link. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What was sent cannot be taken. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service is full: try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    resetPassword: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OneTimePassword"];
                };
            };
            /** @description Nobody is signed in. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The caller may not, or not this one. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No such user in reach. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The user has left. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What was sent cannot be taken. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service is full: try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    unlockUser: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Unlocked. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Nobody is signed in. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The caller may not, or not this one. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No such user in reach. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What was sent cannot be taken. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service is full: try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listSharedViews: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["List_SharedView"];
                };
            };
            /** @description Nobody is signed in. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A write that another site's page sent. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service is full: try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    shareView: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewSharedView"];
            };
        };
        responses: {
            /** @description The answer. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SharedView"];
                };
            };
            /** @description Nobody is signed in. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The caller may not, or not this one. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What was sent cannot be taken. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service is full: try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    takeViewBack: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Nobody is shown it any more. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Nobody is signed in. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A write that another site's page sent. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No such view that you may take back. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What was sent cannot be taken. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service is full: try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    changeSharedView: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SharedViewChange"];
            };
        };
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SharedView"];
                };
            };
            /** @description Nobody is signed in. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The caller may not, or not this one. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No such view of yours. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It was changed at this very moment. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What was sent cannot be taken. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service is full: try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Any other problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
}
